public import Logging
public import Persistence
import Recoveries
public import Service
public import ServiceLifecycle
import Synchronization

/// Sends what is due: claims a bounded batch, delivers each message by its channel, and is woken by the bell.
///
/// When the service stops it claims nothing more, lets messages in flight finish, and after the grace gives the rest back.
public final class Dispatcher: ServiceLifecycle.Service {
    private let database: any Database
    private let delivery: Delivery
    private let bell: Bell
    private let alarm: Alarm
    private let settings: OutboxSettings
    private let surroundings: Surroundings
    private let logger: Logger
    private let inFlight = InFlight()
    private let circuit = Mutex(Circuit())

    /// Puts the dispatcher together.
    public init(
        database: any Database, delivery: Delivery, bell: Bell, settings: OutboxSettings, surroundings: Surroundings,
        logger: Logger
    ) {
        self.database = database
        self.delivery = delivery
        self.bell = bell
        alarm = Alarm(bell: bell)
        self.settings = settings
        self.surroundings = surroundings
        self.logger = logger
    }

    /// Runs until the service stops.
    public func run() async throws {
        await withDiscardingTaskGroup { group in
            group.addTask { await self.renewLeases() }
            for await _ in bell.rings.cancelOnGracefulShutdown() { await look() }
            alarm.stop()
            group.addTask { await self.endGrace() }
            await inFlight.finished()
            group.cancelAll()
        }
    }

    /// One look at the outbox: claims what fits, starts it, and sets the alarm for what comes next.
    private func look() async {
        do {
            let wanted = circuit.withLock { $0.permits(settings.capacity - inFlight.count, now: surroundings.now()) }
            let claims = wanted > 0 ? try await claim(wanted) : []
            if wanted > 0, claims.isEmpty { circuit.withLock { $0.probeWasNotMade(now: surroundings.now()) } }
            for claim in claims {
                inFlight.start(claim, ended: bell.ring) { await self.deliver(claim) }
            }
            try await setAlarm()
        } catch is CancellationError {
            return
        } catch {
            logger.error("The outbox cannot be read; trying again in 5 s.", metadata: ["error": "\(error)"])
            circuit.withLock { $0.probeWasNotMade(now: surroundings.now()) }
            alarm.set(after: .seconds(5))
        }
    }

    private func claim(_ limit: Int) async throws -> [ClaimedNotification] {
        let now = surroundings.now()
        let end = now + settings.lease
        return try await database.write { try $0.claimNotifications(limit: limit, now: now, leaseUntil: end) }
    }

    private func setAlarm() async throws {
        let now = surroundings.now()
        let due = try await database.read { try $0.nextDue() } ?? now + settings.longestSleep
        // A full house, like a trial, is woken by the delivery that ends, not by what is already due.
        guard let wake = circuit.withLock({ $0.wake(due: due) }), inFlight.count < settings.capacity || wake > now
        else { return }
        // What is due and was not claimed is a lease that has ended: its rescuer rings, and is not to be outrun.
        alarm.set(after: min(max(wake - now, .milliseconds(100)), settings.longestSleep))
    }

    private func deliver(_ claim: ClaimedNotification) async {
        let outcome = await delivery.deliver(claim)
        let now = surroundings.now()
        switch outcome {
        case .verdict(let verdict):
            let rest = settings.policy.channelRest(after: verdict)
            let changed = circuit.withLock { $0.note(rest: rest, now: now) }
            if changed { tell(verdict, rest) }
        case .notSent:
            circuit.withLock { $0.probeWasNotMade(now: now) }
        }
    }

    private func tell(_ verdict: Verdict, _ rest: Duration?) {
        guard let rest else {
            logger.notice("Mail leaves again.")
            return
        }
        logger.error(
            "Mail cannot leave; nothing is lost, it is tried again. Run `latchkey doctor` to find out why.",
            metadata: [
                "verdict": "\(verdict.name)", "reply": "\(verdict.reply.prefix(300))",
                "again_in_seconds": "\(rest.secondsRoundedUp)",
            ])
    }

    private func renewLeases() async {
        while (try? await Task.sleep(for: settings.renewal)) != nil {
            let claims = inFlight.claims
            guard !claims.isEmpty else { continue }
            let end = surroundings.now() + settings.lease
            do {
                _ = try await database.write { try $0.renewLeases(claims, until: end) }
            } catch {
                logger.error("Leases could not be renewed.", metadata: ["error": "\(error)"])
            }
        }
    }

    private func endGrace() async {
        // A sleep cut short means that everything has ended in time, or that there is no time left.
        try? await Task.sleep(for: settings.grace)
        inFlight.cancelAll()
    }
}
