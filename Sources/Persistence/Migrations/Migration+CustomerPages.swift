extension Migration {
    /// What the customers' pages need beyond the first tables: brand, devices, renewals, saved cards.
    static let customerPages = [
        "ALTER TABLE merchants ADD COLUMN stripe_account TEXT",
        "ALTER TABLE merchants ADD COLUMN brand_color TEXT",
        "ALTER TABLE merchants ADD COLUMN logo TEXT",
        """
        ALTER TABLE merchants ADD COLUMN single_device SMALLINT NOT NULL DEFAULT 0 CHECK (single_device IN (0, 1))
        """,
        """
        CREATE TABLE logos (
            merchant_id {id} NOT NULL PRIMARY KEY REFERENCES merchants (merchant_id),
            name TEXT NOT NULL,
            bytes {blob} NOT NULL)
        """,
        """
        ALTER TABLE recoveries ADD COLUMN kind TEXT NOT NULL DEFAULT 'payment' CHECK (kind IN ('payment', 'setup'))
        """,
        "ALTER TABLE links ADD COLUMN device BIGINT",
        """
        CREATE TABLE renewals (
            merchant_id {id} NOT NULL,
            id {id} NOT NULL,
            recovery_id {id} NOT NULL,
            happened_at BIGINT NOT NULL,
            PRIMARY KEY (merchant_id, id),
            FOREIGN KEY (merchant_id, recovery_id) REFERENCES recoveries (merchant_id, id))
        """,
        "CREATE INDEX renewals_by_recovery ON renewals (merchant_id, recovery_id, happened_at)",
        "CREATE INDEX renewals_by_time ON renewals (happened_at)",
    ]
}
