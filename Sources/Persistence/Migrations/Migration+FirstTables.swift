extension Migration {
    /// Every table begins with its merchant, so that rows can be sharded by merchant. CHECKs repeat the domain's enums
    /// by hand: what a released migration says must not follow the code.
    static let firstTables =
        merchantTables + recoveryTables + outboxTables + historyTables

    private static let merchantTables = [
        """
        CREATE TABLE schema_migrations (
            version BIGINT NOT NULL PRIMARY KEY,
            name TEXT NOT NULL,
            applied_at BIGINT NOT NULL)
        """,
        """
        CREATE TABLE merchants (
            merchant_id {id} NOT NULL PRIMARY KEY,
            name TEXT NOT NULL,
            mail_from TEXT,
            support_email TEXT,
            support_url TEXT,
            locale TEXT NOT NULL,
            publishable_key TEXT,
            opens_automatically SMALLINT NOT NULL CHECK (opens_automatically IN (0, 1)),
            return_origins TEXT NOT NULL,
            reminders TEXT NOT NULL,
            stripe_secret_key {blob},
            webhook_secrets TEXT NOT NULL,
            created_at BIGINT NOT NULL)
        """,
        """
        CREATE TABLE api_keys (
            merchant_id {id} NOT NULL REFERENCES merchants (merchant_id),
            id {id} NOT NULL,
            name TEXT NOT NULL,
            hash {blob} NOT NULL,
            hint TEXT NOT NULL,
            created_at BIGINT NOT NULL,
            last_used_at BIGINT,
            revoked_at BIGINT,
            PRIMARY KEY (merchant_id, id))
        """,
        "CREATE INDEX api_keys_by_hash ON api_keys (hash)",
        "CREATE INDEX api_keys_by_id ON api_keys (id)",
    ]

    private static let recoveryTables = [
        """
        CREATE TABLE recoveries (
            merchant_id {id} NOT NULL REFERENCES merchants (merchant_id),
            id {id} NOT NULL,
            payment_intent TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN
                ('open', 'processing', 'succeeded', 'canceled', 'failed', 'expired', 'revoked')),
            step TEXT NOT NULL CHECK (step IN ('authenticate', 'new_card', 'wait', 'done', 'gone')),
            decline_reason TEXT CHECK (decline_reason IN
                ('declined', 'insufficient_funds', 'expired_card', 'incorrect_details', 'not_supported', 'try_again',
                'not_authenticated', 'unknown')),
            amount BIGINT NOT NULL,
            currency TEXT NOT NULL,
            customer_email TEXT,
            customer_name TEXT,
            customer_locale TEXT,
            customer_time_zone TEXT,
            customer_stripe_id TEXT,
            payment_method TEXT,
            card_brand TEXT,
            card_last4 TEXT,
            description TEXT,
            return_url TEXT,
            metadata TEXT NOT NULL,
            publishable_key TEXT,
            notifies SMALLINT NOT NULL CHECK (notifies IN (0, 1)),
            reminders TEXT NOT NULL,
            sealed_secret {blob},
            created_at BIGINT NOT NULL,
            expires_at BIGINT NOT NULL,
            settled_at BIGINT,
            PRIMARY KEY (merchant_id, id),
            CONSTRAINT secret_erased CHECK (sealed_secret IS NULL OR state IN ('open', 'processing')))
        """,
        """
        CREATE UNIQUE INDEX recoveries_active ON recoveries (merchant_id, payment_intent)
        WHERE state IN ('open', 'processing')
        """,
        "CREATE INDEX recoveries_by_id ON recoveries (id)",
        "CREATE INDEX recoveries_by_state ON recoveries (merchant_id, state, id)",
        "CREATE INDEX recoveries_by_payment_intent ON recoveries (merchant_id, payment_intent, id)",
        "CREATE INDEX recoveries_by_end ON recoveries (expires_at) WHERE state = 'open'",
        """
        CREATE TABLE links (
            merchant_id {id} NOT NULL,
            id {id} NOT NULL,
            recovery_id {id} NOT NULL,
            created_at BIGINT NOT NULL,
            expires_at BIGINT NOT NULL,
            revoked_at BIGINT,
            PRIMARY KEY (merchant_id, id),
            FOREIGN KEY (merchant_id, recovery_id) REFERENCES recoveries (merchant_id, id))
        """,
        "CREATE INDEX links_by_id ON links (id)",
        "CREATE INDEX links_by_recovery ON links (merchant_id, recovery_id)",
        """
        CREATE TABLE releases (
            merchant_id {id} NOT NULL,
            id {id} NOT NULL,
            recovery_id {id} NOT NULL,
            happened_at BIGINT NOT NULL,
            PRIMARY KEY (merchant_id, id),
            FOREIGN KEY (merchant_id, recovery_id) REFERENCES recoveries (merchant_id, id))
        """,
        "CREATE INDEX releases_by_recovery ON releases (merchant_id, recovery_id, happened_at)",
        "CREATE INDEX releases_by_time ON releases (happened_at)",
    ]

    private static let outboxTables = [
        """
        CREATE TABLE notifications (
            merchant_id {id} NOT NULL,
            id {id} NOT NULL,
            recovery_id {id} NOT NULL,
            link_id {id} NOT NULL,
            channel TEXT NOT NULL CHECK (channel IN ('email', 'apns', 'fcm', 'webpush', 'gateway')),
            occasion TEXT NOT NULL CHECK (occasion IN ('first', 'reminder', 'asked')),
            address TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'dead', 'canceled')),
            due_at BIGINT NOT NULL,
            attempts BIGINT NOT NULL,
            fence BIGINT NOT NULL DEFAULT 0,
            lease_until BIGINT,
            worker TEXT,
            created_at BIGINT NOT NULL,
            sent_at BIGINT,
            ended_at BIGINT,
            PRIMARY KEY (merchant_id, id),
            FOREIGN KEY (merchant_id, recovery_id) REFERENCES recoveries (merchant_id, id),
            FOREIGN KEY (merchant_id, link_id) REFERENCES links (merchant_id, id),
            CONSTRAINT leased_while_sending CHECK (state <> 'sending' OR lease_until IS NOT NULL))
        """,
        "CREATE INDEX notifications_due ON notifications (due_at, id) WHERE state = 'queued'",
        "CREATE INDEX notifications_leased ON notifications (lease_until) WHERE state = 'sending'",
        "CREATE INDEX notifications_dead ON notifications (id) WHERE state = 'dead'",
        "CREATE INDEX notifications_by_id ON notifications (id)",
        "CREATE INDEX notifications_by_recovery ON notifications (merchant_id, recovery_id, id)",
        """
        CREATE TABLE attempts (
            merchant_id {id} NOT NULL,
            id {id} NOT NULL,
            notification_id {id} NOT NULL,
            started_at BIGINT NOT NULL,
            ended_at BIGINT NOT NULL,
            outcome TEXT NOT NULL CHECK (outcome IN
                ('accepted', 'deferred', 'rejected', 'misconfigured', 'unknown')),
            reply TEXT NOT NULL,
            PRIMARY KEY (merchant_id, id),
            FOREIGN KEY (merchant_id, notification_id) REFERENCES notifications (merchant_id, id))
        """,
        "CREATE INDEX attempts_by_notification ON attempts (merchant_id, notification_id, id)",
    ]

    private static let historyTables = [
        """
        CREATE TABLE timeline (
            merchant_id {id} NOT NULL,
            id {id} NOT NULL,
            recovery_id {id} NOT NULL,
            happened_at BIGINT NOT NULL,
            type TEXT NOT NULL,
            detail TEXT,
            PRIMARY KEY (merchant_id, id),
            FOREIGN KEY (merchant_id, recovery_id) REFERENCES recoveries (merchant_id, id))
        """,
        "CREATE INDEX timeline_by_recovery ON timeline (merchant_id, recovery_id, happened_at, id)",
        """
        CREATE TABLE events (
            merchant_id {id} NOT NULL,
            id {id} NOT NULL,
            recovery_id {id} NOT NULL,
            type TEXT NOT NULL,
            happened_at BIGINT NOT NULL,
            PRIMARY KEY (merchant_id, id),
            FOREIGN KEY (merchant_id, recovery_id) REFERENCES recoveries (merchant_id, id))
        """,
        "CREATE INDEX events_by_recovery ON events (merchant_id, recovery_id, id)",
        """
        CREATE TABLE idempotency_replies (
            merchant_id {id} NOT NULL REFERENCES merchants (merchant_id),
            idempotency_key TEXT NOT NULL,
            request_hash {blob} NOT NULL,
            status BIGINT NOT NULL,
            body {blob} NOT NULL,
            created_at BIGINT NOT NULL,
            PRIMARY KEY (merchant_id, idempotency_key))
        """,
        "CREATE INDEX idempotency_replies_by_time ON idempotency_replies (created_at)",
    ]
}
