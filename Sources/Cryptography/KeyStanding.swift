/// Where a key id stands in a ring.
public enum KeyStanding: String, Sendable {
    /// The key signs, seals, verifies and opens.
    case current
    /// The key verifies and opens what it made earlier.
    case previous
    /// Everything the key made is refused.
    case retired
    /// No such key is configured.
    case unknown
}
