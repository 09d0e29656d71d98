import Recoveries
import Testing

@testable import Persistence

@Suite("What the tables refuse")
struct ConstraintTests {
    @Test("every name of every enum can be stored", arguments: Engine.allCases)
    func enums(engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await database.write { connection in
                let link = try connection.insertOpening()
                for state in RecoveryState.allCases {
                    try connection.insertRecovery(
                        try Make.recovery(paymentIntent: "pi_\(state)", state: state), sealedSecret: nil)
                }
                for step in StepName.allCases {
                    try connection.insertRecovery(
                        try Make.recovery(paymentIntent: "pi_\(step)", step: step), sealedSecret: nil)
                }
                for reason in DeclineReason.allCases {
                    try connection.insertRecovery(
                        try Make.recovery(paymentIntent: "pi_\(reason)_reason", reason: reason), sealedSecret: nil)
                }
                for channel in ChannelName.allCases {
                    try connection.insertNotification(Make.notification(by: link, channel: channel))
                }
                for occasion in Notification.Occasion.allCases {
                    try connection.insertNotification(Make.notification(by: link, occasion: occasion))
                }
                let notification = Make.notification(by: link)
                try connection.insertNotification(notification)
                for outcome in Verdict.Name.allCases {
                    try connection.insertAttempt(attempt(at: notification, outcome), merchant: notification.merchant)
                }
                for state in NotificationState.allCases {
                    try connection.execute(
                        "UPDATE notifications SET state = $1, lease_until = 1 WHERE id = $2",
                        [.name(state), .id(notification.id)])
                }
            }
        }
    }

    private func attempt(at notification: Notification, _ outcome: Verdict.Name) -> Attempt {
        Attempt(
            id: Make.id(), notification: notification.id, startedAt: Make.now, endedAt: Make.now, outcome: outcome,
            reply: "250 ok")
    }

    @Test(
        "a word that is not in the enum is refused",
        arguments: [
            "recoveries SET state = 'Open'", "recoveries SET step = 'authenticated'",
            "recoveries SET decline_reason = 'fraudulent'", "recoveries SET notifies = 2",
            "merchants SET opens_automatically = -1", "notifications SET state = 'failed'",
            "notifications SET channel = 'sms'", "notifications SET occasion = 'second'",
            "attempts SET outcome = 'bounced'",
        ])
    func wrongWord(update: String) async throws {
        for engine in Engine.allCases {
            try await engine.withDatabase { database in
                let notification = try await database.queue(1)[0]
                try await database.write { [self] in
                    try $0.insertAttempt(attempt(at: notification, .accepted), merchant: notification.merchant)
                }
                let fault = try await fault { _ = try await database.write { try $0.execute("UPDATE \(update)", []) } }
                #expect(fault?.code == .constraint)
            }
        }
    }

    @Test("a row for a merchant that is not there is refused", arguments: Engine.allCases)
    func foreignKey(engine: Engine) async throws {
        try await engine.withDatabase { database in
            let recovery = try Make.recovery()
            let fault = try await fault {
                try await database.write { try $0.insertRecovery(recovery, sealedSecret: nil) }
            }
            #expect(fault?.code == .constraint)
        }
    }

    @Test("a notification cannot be sending without a lease", arguments: Engine.allCases)
    func leaseless(engine: Engine) async throws {
        try await engine.withDatabase { database in
            _ = try await database.queue(1)
            let fault = try await fault {
                _ = try await database.write { try $0.execute("UPDATE notifications SET state = 'sending'", []) }
            }
            #expect(fault?.code == .constraint)
        }
    }

    @Test("a settled recovery cannot hold a client secret", arguments: Engine.allCases)
    func secretOfSettled(engine: Engine) async throws {
        try await engine.withDatabase { database in
            let fault = try await fault {
                try await database.write { connection in
                    try connection.insertOpening()
                    let settled = try Make.recovery(paymentIntent: "pi_2", state: .succeeded)
                    try connection.insertRecovery(settled, sealedSecret: [1])
                }
            }
            #expect(fault?.code == .constraint)
        }
    }

    @Test("a fault tells the constraint, not the values", arguments: Engine.allCases)
    func discreet(engine: Engine) async throws {
        try await engine.withDatabase { database in
            let fault = try await fault {
                try await database.write { connection in
                    try connection.insertOpening(paymentIntent: "pi_private")
                    try connection.insertOpening(paymentIntent: "pi_private")
                }
            }
            #expect(fault?.code == .uniqueViolation)
            #expect(fault.map { "\($0)".contains("pi_private") } == false)
        }
    }
}
