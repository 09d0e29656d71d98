public import Channels
public import Logging
import Messages
public import Persistence
public import Recoveries
public import Service

/// One delivery from claim to written verdict. It never throws: what goes wrong is logged, and the lease brings it back.
public struct Delivery: Sendable {
    /// What a delivery tells of its channel.
    enum Outcome: Sendable {
        case verdict(Verdict)
        case notSent
    }

    private let preparation: Preparation
    private let channel: any Channel
    private let bookkeeping: Bookkeeping
    private let surroundings: Surroundings
    private let logger: Logger

    /// Puts the delivery together.
    ///
    /// - Parameter utcOffset: seconds east of Greenwich in a time zone at an instant; for reminders by day.
    public init(
        database: any Database, preparation: Preparation, channel: any Channel, settings: OutboxSettings,
        surroundings: Surroundings, logger: Logger,
        utcOffset: @escaping @Sendable (_ timeZone: String?, _ at: Instant) -> Int64
    ) {
        self.preparation = preparation
        self.channel = channel
        self.surroundings = surroundings
        self.logger = logger
        bookkeeping = Bookkeeping(
            database: database, settings: settings, surroundings: surroundings, utcOffset: utcOffset)
    }

    func deliver(_ claim: ClaimedNotification) async -> Outcome {
        let startedAt = surroundings.now()
        do {
            switch try await preparation.prepare(claim.notification) {
            case .send(let message, let deadline):
                return await send(message, claim, deadline, startedAt)
            case .unfit(let verdict, let deadline):
                await write(verdict, claim, deadline, startedAt)
                return .notSent
            case .postpone(let instant):
                try await bookkeeping.postpone(claim, to: instant)
            case .drop:
                try await bookkeeping.cancel(claim)
            }
        } catch {
            logger.error(
                "A message could not be prepared; it comes back when its lease ends.",
                metadata: ["notification": "\(claim.notification.id)", "error": "\(error)"])
        }
        return .notSent
    }

    private func send(
        _ message: RenderedMessage, _ claim: ClaimedNotification, _ deadline: Instant, _ startedAt: Instant
    ) async -> Outcome {
        let verdict = await channel.deliver(message)
        if Task.isCancelled, verdict.name == .deferred {
            await giveBack(claim)
            return .notSent
        }
        await write(verdict, claim, deadline, startedAt)
        return .verdict(verdict)
    }

    /// Writes the verdict, again and again while the database refuses: a message that left must not leave twice.
    private func write(
        _ verdict: Verdict, _ claim: ClaimedNotification, _ deadline: Instant, _ startedAt: Instant
    ) async {
        var pause = Duration.milliseconds(100)
        while true {
            do {
                let next = try await bookkeeping.record(verdict, of: claim, deadline: deadline, startedAt: startedAt)
                return log(verdict, next, claim)
            } catch {
                logger.error(
                    "A verdict could not be written; trying again.",
                    metadata: ["notification": "\(claim.notification.id)", "error": "\(error)"])
            }
            guard (try? await Task.sleep(for: pause)) != nil else { return }
            pause = min(pause * 2, .seconds(5))
        }
    }

    private func giveBack(_ claim: ClaimedNotification) async {
        // The task is cancelled, and so would be what it awaits: the row is written by a task of its own.
        let written = Task { [bookkeeping, surroundings] in
            try await bookkeeping.postpone(claim, to: surroundings.now())
        }
        if case .failure(let error) = await written.result {
            logger.error(
                "A message could not be given back; its lease brings it back.", metadata: ["error": "\(error)"])
        }
    }

    private func log(_ verdict: Verdict, _ next: OutboxPolicy.Next?, _ claim: ClaimedNotification) {
        var metadata: Logger.Metadata = [
            "notification": "\(claim.notification.id)", "recovery": "\(claim.notification.recovery)",
            "channel": "\(claim.notification.channel.rawValue)", "verdict": "\(verdict.name.rawValue)",
        ]
        if verdict.name != .accepted { metadata["reply"] = "\(verdict.reply.prefix(300))" }
        let level: Logger.Level = next == .dead ? .warning : .info
        logger.log(
            level: level, next == nil ? "Verdict came late: the claim was lost." : "Notification tried.",
            metadata: metadata)
    }
}
