import HTTPTypes
import Hummingbird
import HummingbirdCore
public import Logging
public import Messages
import NIOCore
public import Service
public import ServiceLifecycle

/// The HTTP side: customers' pages, the merchant API, Stripe's webhooks.
public struct WebApplication: Sendable {
    private let settings: WebSettings
    private let useCases: UseCases
    private let pages: PageWriter
    private let assets: Assets
    private let gate: Gatekeeper
    private let logger: Logger

    /// Puts the HTTP side together.
    public init(
        settings: WebSettings, useCases: UseCases, library: TemplateLibrary, catalogue: Catalogue, assets: Assets,
        surroundings: Surroundings, logger: Logger
    ) {
        self.settings = settings
        self.useCases = useCases
        self.assets = assets
        self.logger = logger
        gate = Gatekeeper(
            limits: RateLimits(settings.guarding, now: surroundings.now),
            trustedProxies: settings.guarding.trustedProxies)
        pages = PageWriter(settings: settings, library: library, catalogue: catalogue, assets: assets)
    }

    /// The server, ready to run.
    ///
    /// - Parameter onReady: told the port once connections are taken.
    public func service(onReady: @escaping @Sendable (Int) async -> Void = { _ in }) -> any ServiceLifecycle.Service {
        Application(
            router: router(),
            server: HTTPServerBuilder { [settings, logger] responder in
                GuardedChannel(
                    responder: responder, settings: settings.guarding,
                    gate: ConnectionGate(settings.guarding, logger: logger))
            },
            configuration: .init(
                address: .hostname(settings.host, port: settings.port), backlog: 1024,
                availableConnectionsDelegate: MaximumAvailableConnections(settings.guarding.connections)),
            onServerRunning: { channel in await onReady(channel.localAddress?.port ?? 0) }, logger: logger)
    }

    private func router() -> Router<LatchkeyContext> {
        let router = Router(context: LatchkeyContext.self)
        router.add(middleware: RequestLog())
        router.add(middleware: ErrorReplies(pages: pages))
        router.add(middleware: CanonicalPaths())
        router.add(middleware: AddressGuard(gate: gate, pages: pages))
        router.add(middleware: Authentication(keys: useCases.apiKeys, gate: gate))
        let routes = Routes(router: router)
        RecoveryRoutes(useCases: useCases).register(on: routes)
        StripeWebhookRoute(receive: useCases.receive).register(on: routes)
        HealthRoutes(isReady: useCases.isReady).register(on: routes)
        let desk = CustomerDesk(useCases: useCases, settings: settings, pages: pages, gate: gate)
        LinkRoutes(desk: desk).register(on: routes)
        PaymentRoutes(desk: desk).register(on: routes)
        CSPReportRoute().register(on: routes)
        AppLinkRoutes(settings.apps).register(on: routes)
        assets.register(on: routes)
        assets.styles.register(on: routes)
        LogoRoute(directory: useCases.directory).register(on: routes)
        routes.refuseOtherMethods()
        return router
    }
}
