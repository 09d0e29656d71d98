import Cryptography

/// The database holds what a master key made that is not configured, so that serving would leave dead links.
public struct MasterKeyRefusal: Error, Equatable {
    /// The id of the key that is missing, or is another one.
    public let id: UInt8
    /// The id of the key that was to sign.
    public let currentKeyID: UInt8
    /// Whether a key with the same id is configured, but another one.
    public let isAnother: Bool
    /// What would die.
    public let dependants: KeyDependants

    init(id: UInt8, ring: KeyRing, dependants: KeyDependants) {
        self.id = id
        currentKeyID = ring.currentKeyID
        isAnother = ring.standing(of: id) != .unknown
        self.dependants = dependants
    }
}
