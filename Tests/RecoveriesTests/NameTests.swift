import Recoveries
import Testing

/// These texts stand in the database's CHECK constraints and in the API.
@Suite("names that are stored")
struct NameTests {
    @Test("notification states")
    func notificationStates() {
        #expect(NotificationState.allCases.map(\.rawValue) == ["queued", "sending", "sent", "dead", "canceled"])
    }

    @Test("channels")
    func channels() {
        #expect(ChannelName.allCases.map(\.rawValue) == ["email", "apns", "fcm", "webpush", "gateway"])
    }

    @Test("occasions")
    func occasions() {
        #expect(Notification.Occasion.allCases.map(\.rawValue) == ["first", "reminder", "asked"])
    }

    @Test("verdicts")
    func verdicts() {
        let names = ["accepted", "deferred", "rejected", "misconfigured", "unknown"]
        #expect(Verdict.Name.allCases.map(\.rawValue) == names)
    }

    @Test("Stripe's statuses")
    func statuses() {
        let names = [
            "requires_payment_method", "requires_confirmation", "requires_action", "processing", "requires_capture",
            "canceled", "succeeded",
        ]
        #expect(PaymentIntent.Status.allCases.map(\.rawValue) == names)
    }

    @Test("decline classes and reasons")
    func declines() {
        #expect(DeclineClass.allCases.map(\.rawValue) == ["authenticate", "new_card", "retry", "give_up"])
        let reasons = [
            "declined", "insufficient_funds", "expired_card", "incorrect_details", "not_supported", "try_again",
            "not_authenticated", "unknown",
        ]
        #expect(DeclineReason.allCases.map(\.rawValue) == reasons)
    }
}
