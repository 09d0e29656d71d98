public import Logging
public import Service
public import ServiceLifecycle

/// Notes again and again which master key signs here, so that it is known which links an earlier key may have signed.
public struct KeyKeeper: ServiceLifecycle.Service {
    private let register: KeyRegister
    private let every: Duration
    private let logger: Logger

    /// - Parameter every: how often; well below the ten minutes by which a note may be old.
    public init(register: KeyRegister, every: Duration = .seconds(60), logger: Logger) {
        self.register = register
        self.every = every
        self.logger = logger
    }

    /// Runs until the service stops.
    public func run() async throws {
        await rounds(every: every, logger: logger) { try await register.noteSigning() }
    }
}

/// Seals anew what earlier master keys sealed: at start, and now and then for what another machine sealed meanwhile.
public struct Resealer: ServiceLifecycle.Service {
    private let reseal: ResealSecrets
    private let every: Duration
    private let logger: Logger

    /// - Parameter every: how often it looks.
    public init(reseal: ResealSecrets, every: Duration = .seconds(3600), logger: Logger) {
        self.reseal = reseal
        self.every = every
        self.logger = logger
    }

    /// Runs until the service stops.
    public func run() async throws {
        await rounds(every: every, logger: logger) {
            let outcome = try await reseal.run()
            if outcome.clientSecrets + outcome.merchantSecrets > 0 {
                logger.notice(
                    "Secrets were sealed anew with the master key that signs.",
                    metadata: [
                        "client_secrets": "\(outcome.clientSecrets)", "merchant_secrets": "\(outcome.merchantSecrets)",
                    ])
            }
            if outcome.unreadable > 0 {
                logger.warning(
                    "Sealed secrets cannot be opened; `latchkey key status` tells which master key they need.",
                    metadata: ["count": "\(outcome.unreadable)"])
            }
        }
    }
}
