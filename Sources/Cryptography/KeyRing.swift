/// The master keys in use: one signs and seals, several verify and open, retired ones reject.
///
/// Every sub-key is derived at `init`, so that using the ring costs no derivation and a broken OpenSSL shows at start.
public struct KeyRing: Sendable {
    struct Member: Sendable {
        let id: UInt8
        let keys: SubKeys
    }

    let current: Member
    let previous: [Member]
    private let retired: Set<UInt8>

    /// Builds the ring.
    ///
    /// A previous key whose id is also `retired` is left out: its id on the list is enough to retire it.
    /// - Throws: ``CryptographyError/keyIDCollision(_:)`` when two keys have one id,
    ///   ``CryptographyError/currentKeyRetired(_:)`` when the current key is retired.
    public init(
        current: MasterKey, previous: [MasterKey] = [], retired: Set<UInt8> = []
    ) throws(CryptographyError) {
        if retired.contains(current.id) { throw .currentKeyRetired(current.id) }
        var taken: Set<UInt8> = [current.id]
        var members: [Member] = []
        for key in previous {
            guard taken.insert(key.id).inserted else { throw .keyIDCollision(key.id) }
            if !retired.contains(key.id) { members.append(Member(id: key.id, keys: try SubKeys(of: key))) }
        }
        self.current = Member(id: current.id, keys: try SubKeys(of: current))
        self.previous = members
        self.retired = retired
    }

    /// The id of the key that signs and seals.
    public var currentKeyID: UInt8 {
        current.id
    }

    /// The ids of the keys that still verify and open, in the order in which they were given.
    public var previousKeyIDs: [UInt8] {
        previous.map(\.id)
    }

    /// The ids of the keys that are refused, smallest first.
    public var retiredKeyIDs: [UInt8] {
        retired.sorted()
    }

    /// What tells each current or previous key from any other; the current one first.
    public var checks: [KeyCheck] {
        ([current] + previous).map { KeyCheck(id: $0.id, value: $0.keys.check) }
    }

    /// Where the key with this id stands.
    public func standing(of id: UInt8) -> KeyStanding {
        if retired.contains(id) { return .retired }
        if id == current.id { return .current }
        return previous.contains { $0.id == id } ? .previous : .unknown
    }

    /// The key for `purpose` of a current or previous member.
    func key(_ id: UInt8, for purpose: KeyPurpose) -> HMACSHA256? {
        if id == current.id { return current.keys[purpose] }
        return previous.first { $0.id == id }?.keys[purpose]
    }
}

extension KeyRing: CustomStringConvertible, CustomReflectable {
    /// The key ids alone.
    public var description: String {
        "KeyRing(current: \(current.id), previous: \(previous.map(\.id)), retired: \(retired.sorted()))"
    }

    /// A mirror that shows the key ids alone.
    public var customMirror: Mirror {
        Mirror(self, children: ["current": current.id, "previous": previous.map(\.id), "retired": retired.sorted()])
    }
}
