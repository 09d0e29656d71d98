extension Migration {
    /// What is remembered of master keys, so that another one is noticed at start. It is the service's, not a
    /// merchant's; there are as many rows as there have been keys.
    static let keyChecks = [
        """
        CREATE TABLE key_checks (
            key_id BIGINT NOT NULL PRIMARY KEY CHECK (key_id BETWEEN 0 AND 255),
            check_value {blob} NOT NULL,
            known_since BIGINT NOT NULL,
            signed_since BIGINT,
            signed_last BIGINT,
            CONSTRAINT signed_between CHECK ((signed_since IS NULL) = (signed_last IS NULL)))
        """
    ]
}
