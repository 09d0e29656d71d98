/// The tables' columns, in the order in which rows are written.
enum Tables {
    static let merchants = Table(
        "merchants",
        [
            "merchant_id", "name", "mail_from", "support_email", "support_url", "locale", "publishable_key",
            "opens_automatically", "return_origins", "reminders", "stripe_account", "brand_color", "logo",
            "single_device",
            "stripe_secret_key", "webhook_secrets", "created_at",
        ])
    static let apiKeys = Table(
        "api_keys", ["merchant_id", "id", "name", "hash", "hint", "created_at", "last_used_at", "revoked_at"])
    static let recoveries = Table(
        "recoveries",
        [
            "merchant_id", "id", "kind", "payment_intent", "state", "step", "decline_reason", "amount", "currency",
            "customer_email", "customer_name", "customer_locale", "customer_time_zone", "customer_stripe_id",
            "payment_method", "card_brand", "card_last4", "description", "return_url", "metadata", "publishable_key",
            "notifies", "reminders", "created_at", "expires_at", "settled_at",
        ])
    static let links = Table(
        "links", ["merchant_id", "id", "recovery_id", "created_at", "expires_at", "revoked_at", "device"])
    static let releases = Table("releases", ["merchant_id", "id", "recovery_id", "happened_at"])
    static let renewals = Table("renewals", ["merchant_id", "id", "recovery_id", "happened_at"])
    static let logos = Table("logos", ["merchant_id", "name", "bytes"])
    static let notifications = Table(
        "notifications",
        [
            "merchant_id", "id", "recovery_id", "link_id", "channel", "occasion", "address", "state", "due_at",
            "attempts", "created_at", "sent_at",
        ])
    static let attempts = Table(
        "attempts", ["merchant_id", "id", "notification_id", "started_at", "ended_at", "outcome", "reply"])
    static let timeline = Table("timeline", ["merchant_id", "id", "recovery_id", "happened_at", "type", "detail"])
    static let events = Table("events", ["merchant_id", "id", "recovery_id", "type", "happened_at"])
    static let idempotencyReplies = Table(
        "idempotency_replies",
        ["merchant_id", "idempotency_key", "request_hash", "status", "body", "created_at"])
    static let keyChecks = Table(
        "key_checks", ["key_id", "check_value", "known_since", "signed_since", "signed_last"])
}
