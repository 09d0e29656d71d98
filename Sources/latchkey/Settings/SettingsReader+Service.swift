import Cryptography
import FoundationEssentials
import Logging
import Persistence
import Transport

extension SettingsReader {
    /// The master keys; nil when none is set or one is wrong.
    mutating func keyRing(readFile: (String) throws -> String) -> KeyRing? {
        let given = value(.masterKey) { try MasterKey(base64: $0) }
        let file = value(.masterKeyFile) { path in
            guard let text = try? readFile(path) else { throw Complaint("The file \(path) cannot be read.") }
            return try KeyFile(text)
        }
        if text(.masterKey) != nil, text(.masterKeyFile) != nil {
            refuse(.masterKeyFile, "LATCHKEY_MASTER_KEY is set as well. Keep one of the two.")
        }
        let previous = list(.masterKeyPrevious) { try MasterKey(base64: $0) } ?? []
        let retired = list(.masterKeyRetired, keyID) ?? []
        let filed = file?.keys ?? []
        guard let current = given ?? filed.first else { return nil }
        do {
            return try KeyRing(
                current: current, previous: filed.dropFirst() + previous,
                retired: Set(retired + (file?.retired ?? [])))
        } catch .currentKeyRetired {
            let place = retired.contains(current.id) ? SettingName.masterKeyRetired : .masterKeyFile
            refuse(place, "\(CryptographyError.currentKeyRetired(current.id))")
        } catch {
            refuse(previous.isEmpty ? .masterKeyFile : .masterKeyPrevious, "\(error)")
        }
        return nil
    }

    /// The way to the mail server; nil when none is set or it is wrong.
    mutating func mail(from: Sender?) -> Settings.Mail? {
        let server = value(.smtpURL) { try MailServer(url: $0) }
        let connections = value(.smtpConnections) { try number($0, in: 1...256) } ?? 16
        if text(.smtpURL) != nil, text(.mailFrom) == nil {
            refuse(.mailFrom, "It is not set, and every mail needs a sender.")
        }
        guard let server, let from else { return nil }
        return Settings.Mail(server: server, connections: connections, from: from)
    }

    /// A folder: the one named, which must exist, else the one found nearby.
    ///
    /// - Parameter parts: folders that must be in it. One without them is somebody else's, and nothing in it is read.
    mutating func folder(_ name: SettingName, holding parts: [String] = []) -> String? {
        guard text(name) != nil else { return Surrounding.folder(name.rawValue, holding: parts) }
        return value(name) { path in
            guard Surrounding.isFolder(path) else { throw Complaint("There is no folder \(path).") }
            let missing = parts.filter { !Surrounding.isFolder("\(path)/\($0)") }
            guard missing.isEmpty else {
                throw Complaint(
                    "The folder \(path) is not Latchkey's “\(name.rawValue)”: it lacks \(missing.joined(separator: ", "))."
                )
            }
            return path
        }
    }
}

extension Settings {
    static func location(_ text: String) throws(Complaint) -> DatabaseLocation {
        do {
            return try DatabaseLocation(parsing: text)
        } catch {
            throw Complaint(error.message)
        }
    }

    static func logLevel(_ text: String) throws(Complaint) -> Logger.Level {
        guard let level = Logger.Level(rawValue: text.lowercased()) else {
            let levels = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
            throw Complaint("“\(text)” is not a level. There are: \(levels).")
        }
        return level
    }

    static func apiKey(_ text: String) throws(Complaint) -> Secret {
        guard text.utf8.count >= 32 else {
            throw Complaint("It has \(text.utf8.count) characters; a key that nobody guesses has 32 or more.")
        }
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw Complaint("It has a space or a character outside ASCII, which no Authorization header carries.")
        }
        return Secret(text)
    }
}

/// A whole number within bounds.
func number(_ text: String, in range: ClosedRange<Int>) throws(Complaint) -> Int {
    guard let number = Int(text), range.contains(number) else {
        throw Complaint("“\(text)” is not a whole number from \(range.lowerBound) to \(range.upperBound).")
    }
    return number
}

/// A whole number of seconds within bounds.
func seconds(_ text: String, in range: ClosedRange<Int>) throws(Complaint) -> Int64 {
    guard let number = Int64(text), range.contains(Int(number)) else {
        throw Complaint("“\(text)” is not a number of seconds from \(range.lowerBound) to \(range.upperBound).")
    }
    return number
}
