import Cryptography
import Persistence
import Recoveries
import Service

extension Stores {
    /// Notes the configured master keys in the database, before anything is signed or sealed.
    ///
    /// - Throws: ``SettingsError`` when they are not the ones that the database depends on; the database is closed then.
    func openKeys(of settings: Settings) async throws {
        do {
            try await keyRegister.open()
        } catch {
            await database.close()
            guard let refusal = error as? MasterKeyRefusal else { throw error }
            let name: SettingName = settings.keyFile == nil ? .masterKey : .masterKeyFile
            throw SettingsError(faults: [SettingsFault(name: name, problem: refusal.words)])
        }
    }
}

extension MasterKeyRefusal {
    /// What is wrong, what would die, and how to mend it.
    var words: String {
        let wrong =
            isAnother
            ? "The master key with the key id \(id) is another one than this database was used with."
            : "This database was used with the master key \(id), which is not configured."
        let mistake =
            currentKeyID == id
            ? "Set the right key again."
            : "If key \(currentKeyID) is a mistake, set key \(id) again. If \(currentKeyID) is to take its place, keep "
                + "\(id) as well, as LATCHKEY_MASTER_KEY_PREVIOUS or in a line of its own in the key file."
        return """
            \(wrong) Without it these would be dead: \(dependants.words).
                \(mistake)
                If key \(id) is lost, \(isAnother ? "give way with a new key and " : "")set \
            LATCHKEY_MASTER_KEY_RETIRED=\(id); customers then need new links. See docs/keys.md.
            """
    }
}

extension KeyDependants {
    /// What depends on a key, in words.
    var words: String {
        var parts: [String] = []
        if links.count > 0 {
            let last = links.until.map { ", the last until \($0.text)" } ?? ""
            parts.append("up to \(links.count) live links\(last)")
        }
        if clientSecrets > 0 { parts.append("\(clientSecrets) client secrets of open recoveries") }
        let merchants = merchantSecrets.sorted { $0.key.description < $1.key.description }
        parts += merchants.map { "\($0.value) Stripe secrets of merchant \($0.key)" }
        return parts.isEmpty ? "nothing" : parts.joined(separator: "; ")
    }
}

extension Stores {
    /// The day, for remarks in key files.
    var today: String { String(surroundings.now().text.prefix(10)) }
}
