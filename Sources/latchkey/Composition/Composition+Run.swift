import Foundation
import Logging
import NIOCore
import ServiceLifecycle
import UnixSignals

extension Composition {
    /// Runs until SIGTERM or SIGINT, or until a service fails.
    ///
    /// On a signal HTTP takes no more connections, the outbox claims nothing more and lets mails in flight finish or gives
    /// them back; then connections and database are closed.
    func run() async throws {
        // A reader of the log, or of a connection, that goes away is no reason to die.
        signal(SIGPIPE, SIG_IGN)
        var configuration = ServiceGroupConfiguration(
            services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger.labelled("services"))
        configuration.maximumGracefulShutdownDuration = .seconds(45)
        do {
            try await ServiceGroup(configuration: configuration).run()
        } catch {
            await close()
            throw ListenFault(error, listen: settings.listen) ?? error
        }
        await close()
    }
}

/// The address to listen on cannot be had.
struct ListenFault: Error, CustomStringConvertible {
    let description: String

    /// Nil when `error` is of another kind.
    init?(_ error: any Error, listen: ListenAddress) {
        guard let error = error as? IOError else { return nil }
        let elsewhere = "\(ListenAddress(host: listen.host, port: listen.port == 8080 ? 8081 : 8080))"
        switch error.errnoCode {
        case EADDRINUSE:
            description =
                "\(listen) is taken by another program. Stop it, or listen elsewhere: --listen \(elsewhere) "
                + "(or LATCHKEY_LISTEN=\(elsewhere))."
        case EADDRNOTAVAIL:
            description = "\(listen.host) is not an address of this machine. Set LATCHKEY_LISTEN to one that is."
        case EACCES:
            description =
                "\(listen) may be taken by the system's administrator only. Listen on a port from 1024 up, behind a proxy."
        default: return nil
        }
    }
}
