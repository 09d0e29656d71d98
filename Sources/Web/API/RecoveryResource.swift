import Recoveries
import Service

/// A recovery as the merchant API writes it; what is not known is `null`, so that the shape never changes.
struct RecoveryResource: Encodable {
    let object = "recovery"
    let id: String
    let state: String
    let step: String
    @Nullable var paymentIntent: String?
    @Nullable var setupIntent: String?
    @Nullable var amount: Int64?
    @Nullable var currency: String?
    @Nullable var declineReason: String?
    let customer: CustomerResource
    @Nullable var card: CardResource?
    @Nullable var description: String?
    @Nullable var returnUrl: String?
    let metadata: Verbatim
    let notify: Bool
    let reminders: [Int64]
    let created: Int64
    let expiresAt: Int64
    @Nullable var settledAt: Int64?
    let notifications: [NotificationResource]
    let timeline: [TimelineResource]

    init(_ details: RecoveryDetails) {
        let recovery = details.recovery
        id = recovery.id.description
        state = recovery.state.rawValue
        step = recovery.step.rawValue
        switch recovery.kind {
        case .payment:
            paymentIntent = recovery.paymentIntent
            amount = recovery.money.amount
            currency = recovery.money.currency.code
        case .setup:
            setupIntent = recovery.paymentIntent
        }
        declineReason = recovery.declineReason?.rawValue
        customer = CustomerResource(recovery.customer)
        card = recovery.paymentMethod.map(CardResource.init)
        description = recovery.description
        returnUrl = recovery.returnURL
        metadata = Verbatim(recovery.metadata)
        notify = recovery.notifies
        reminders = recovery.reminders
        created = recovery.createdAt.seconds
        expiresAt = recovery.expiresAt.seconds
        settledAt = recovery.settledAt?.seconds
        notifications = details.notifications.map(NotificationResource.init)
        timeline = details.timeline.map(TimelineResource.init)
    }
}

struct CustomerResource: Encodable {
    @Nullable var id: String?
    @Nullable var email: String?
    @Nullable var name: String?
    @Nullable var locale: String?
    @Nullable var timeZone: String?

    init(_ customer: Customer) {
        id = customer.stripeCustomer
        email = customer.email
        name = customer.name
        locale = customer.locale
        timeZone = customer.timeZone
    }
}

struct CardResource: Encodable {
    let paymentMethod: String
    @Nullable var brand: String?
    @Nullable var last4: String?

    init(_ method: PaymentMethodSummary) {
        paymentMethod = method.id
        brand = method.brand
        last4 = method.last4
    }
}

struct NotificationResource: Encodable {
    let id: String
    let channel: String
    let occasion: String
    let state: String
    let dueAt: Int64
    let attempts: Int
    @Nullable var sentAt: Int64?

    init(_ notification: Notification) {
        id = notification.id.description
        channel = notification.channel.rawValue
        occasion = notification.occasion.rawValue
        state = notification.state.rawValue
        dueAt = notification.dueAt.seconds
        attempts = notification.attempts
        sentAt = notification.sentAt?.seconds
    }
}

struct TimelineResource: Encodable {
    let at: Int64
    let type: String
    @Nullable var detail: String?

    init(_ entry: TimelineEntry) {
        at = entry.at.seconds
        type = entry.type
        detail = entry.detail
    }
}

/// A link as the merchant API writes it.
struct LinkResource: Codable {
    let object: String
    let id: String
    let url: String?
    let expiresAt: Int64

    /// - Parameter url: `nil` for the copy that is kept: a token rests nowhere.
    init(_ link: Link, url: String?) {
        object = "link"
        id = link.id.description
        self.url = url
        expiresAt = link.expiresAt.seconds
    }
}

/// A page of a list.
struct ListResource: Encodable {
    let object = "list"
    let data: [RecoveryResource]
    let hasMore: Bool
    @Nullable var nextCursor: String?
}
