/// Names recoveries: `rec_…`.
public enum RecoveryKind: IdentifierKind {
    /// `rec`.
    public static let prefix = "rec"
}

/// Names links: `lnk_…`. Its 16 bytes are what the token carries.
public enum LinkKind: IdentifierKind {
    /// `lnk`.
    public static let prefix = "lnk"
}

/// Names notifications: `ntf_…`.
public enum NotificationKind: IdentifierKind {
    /// `ntf`.
    public static let prefix = "ntf"
}

/// Names attempts: `att_…`.
public enum AttemptKind: IdentifierKind {
    /// `att`.
    public static let prefix = "att"
}

/// Names events: `evt_…`.
public enum EventKind: IdentifierKind {
    /// `evt`.
    public static let prefix = "evt"
}

/// Names entries of a recovery's timeline: `tle_…`.
public enum TimelineKind: IdentifierKind {
    /// `tle`.
    public static let prefix = "tle"
}

/// Names API keys: `key_…`. Not the key itself, which begins with `lk_`.
public enum APIKeyKind: IdentifierKind {
    /// `key`.
    public static let prefix = "key"
}

/// Names releases of a client secret: `rls_…`.
public enum ReleaseKind: IdentifierKind {
    /// `rls`.
    public static let prefix = "rls"
}

/// Names renewals of a link: `rnw_…`.
public enum RenewalKind: IdentifierKind {
    /// `rnw`.
    public static let prefix = "rnw"
}

/// The name of a recovery.
public typealias RecoveryID = Identifier<RecoveryKind>
/// The name of a link.
public typealias LinkID = Identifier<LinkKind>
/// The name of a notification.
public typealias NotificationID = Identifier<NotificationKind>
/// The name of an attempt.
public typealias AttemptID = Identifier<AttemptKind>
/// The name of an event.
public typealias EventID = Identifier<EventKind>
/// The name of a timeline entry.
public typealias TimelineID = Identifier<TimelineKind>
/// The name of an API key.
public typealias APIKeyID = Identifier<APIKeyKind>
/// The name of a release.
public typealias ReleaseID = Identifier<ReleaseKind>
/// The name of a renewal.
public typealias RenewalID = Identifier<RenewalKind>

/// A merchant's name in URLs and commands: 1 to 40 of `a-z`, `0-9` and `-`, beginning with a letter or digit.
public struct MerchantID: Hashable, Sendable, CustomStringConvertible {
    /// The merchant that the configuration describes.
    public static let `default` = MerchantID(unchecked: "default")

    /// The name as written.
    public let description: String

    private init(unchecked name: String) {
        description = name
    }

    /// Reads a name; `nil` when it is empty, too long or has another character.
    public init?(_ name: String) {
        let letters = name.utf8
        let isPlain = letters.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
        guard (1...40).contains(letters.count), isPlain, letters.first != 45 else { return nil }
        self.init(unchecked: name)
    }
}
