/// The keys that one master key yields, one for each purpose, ready to use.
struct SubKeys: Sendable {
    private let link: HMACSHA256
    private let session: HMACSHA256
    private let form: HMACSHA256
    private let seal: HMACSHA256
    private let callback: HMACSHA256

    /// Tells this master key from any other, also from one with the same id. Nothing is derived from it, so that a
    /// database may hold it.
    let check: [UInt8]

    init(of master: MasterKey) throws(CryptographyError) {
        let root = try HMACSHA256(key: HKDF.extract(from: master.bytes, salt: Array("latchkey master key v1".utf8)))
        func derived(for purpose: KeyPurpose) throws(CryptographyError) -> HMACSHA256 {
            let info = Array("latchkey/\(purpose.rawValue)".utf8)
            return try HMACSHA256(key: HKDF.expand(root, info: info, count: SHA256.byteCount))
        }
        link = try derived(for: .link)
        session = try derived(for: .session)
        form = try derived(for: .form)
        seal = try derived(for: .seal)
        callback = try derived(for: .callback)
        check = try HKDF.expand(root, info: Array("latchkey/check".utf8), count: KeyCheck.byteCount)
    }

    subscript(purpose: KeyPurpose) -> HMACSHA256 {
        switch purpose {
        case .link: link
        case .session: session
        case .form: form
        case .seal: seal
        case .callback: callback
        }
    }
}
