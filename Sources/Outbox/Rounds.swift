public import Logging
public import Persistence
public import Service
public import ServiceLifecycle

/// Brings back what a dead worker held: claims whose lease has ended.
public struct Rescuer: ServiceLifecycle.Service {
    private let database: any Database
    private let bell: Bell
    private let every: Duration
    private let surroundings: Surroundings
    private let logger: Logger

    /// - Parameter every: how often it looks.
    public init(
        database: any Database, bell: Bell, every: Duration = .seconds(5), surroundings: Surroundings, logger: Logger
    ) {
        self.database = database
        self.bell = bell
        self.every = every
        self.surroundings = surroundings
        self.logger = logger
    }

    /// Runs until the service stops.
    public func run() async throws {
        await rounds(every: every, logger: logger) {
            let now = surroundings.now()
            let rescued = try await database.write { try $0.rescueExpiredLeases(now: now) }
            guard rescued > 0 else { return }
            logger.notice("Messages of a worker that ended are sent now.", metadata: ["count": "\(rescued)"])
            bell.ring()
        }
    }
}

/// Keeps the database small and ends what has run out.
public struct Cleaner: ServiceLifecycle.Service {
    private let housekeeping: Housekeeping
    private let every: Duration
    private let logger: Logger

    /// - Parameter every: how often it cleans.
    public init(housekeeping: Housekeeping, every: Duration = .seconds(60), logger: Logger) {
        self.housekeeping = housekeeping
        self.every = every
        self.logger = logger
    }

    /// Runs until the service stops.
    public func run() async throws {
        await rounds(every: every, logger: logger) { try await housekeeping.tidy() }
    }
}

/// Does `work` now and then every so often until the service stops; a failure is logged and the next round comes.
func rounds(every pause: Duration, logger: Logger, _ work: @escaping @Sendable () async throws -> Void) async {
    await cancelWhenGracefulShutdown {
        repeat {
            do { try await work() } catch is CancellationError { return } catch {
                logger.error("A round of housekeeping failed; the next one follows.", metadata: ["error": "\(error)"])
            }
        } while (try? await Task.sleep(for: pause)) != nil
    }
}
