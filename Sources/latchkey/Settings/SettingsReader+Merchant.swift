import Recoveries
import Service
import Transport

extension SettingsReader {
    /// The first merchant.
    mutating func merchant(
        fallbackName: String, readBytes: (String) throws -> [UInt8]
    ) -> Settings.Merchant {
        Settings.Merchant(
            name: value(.merchantName, Settings.Merchant.name) ?? fallbackName,
            supportEmail: value(.merchantSupportEmail) { try MailAddress($0).text },
            supportURL: value(.merchantSupportURL) { try WebAddress($0).safe().text },
            locale: value(.merchantLocale, Settings.Merchant.locale) ?? "en",
            opensAutomatically: value(.openAutomatically, flag) ?? false,
            returnOrigins: list(.returnOrigins) { try WebAddress.safeOrigin($0).origin } ?? [],
            reminders: value(.reminders, Settings.Merchant.reminders) ?? [86_400, 259_200],
            color: value(.merchantColor, Settings.Merchant.color),
            logo: value(.merchantLogo) { try Settings.Merchant.logo($0, readBytes) },
            singleDevice: value(.singleDevice, flag) ?? false)
    }
}

extension Settings.Merchant {
    /// Reads a name as customers may see it.
    static func name(_ text: String) throws(Complaint) -> String {
        guard text.count <= 100 else { throw Complaint("It has \(text.count) characters; the longest name has 100.") }
        guard !text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) else {
            throw Complaint("It has a line break or another control character in it.")
        }
        return text
    }

    /// Reads a colour as CSS writes it in hexadecimal digits.
    static func color(_ text: String) throws(Complaint) -> BrandColor {
        guard let color = BrandColor(text) else {
            throw Complaint("“\(text)” is not a colour in hexadecimal digits, such as #0b6e4f.")
        }
        return color
    }

    /// Reads a logo's file.
    static func logo(_ path: String, _ readBytes: (String) throws -> [UInt8]) throws -> Logo {
        guard let bytes = try? readBytes(path) else { throw Complaint("The file \(path) cannot be read.") }
        return try Logo(file: bytes)
    }

    /// Reads a language tag (BCP 47): `en`, `ja`, `pt-BR`.
    static func locale(_ text: String) throws(Complaint) -> String {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        let arePlain = parts.allSatisfy { part in
            (1...8).contains(part.utf8.count) && part.utf8.allSatisfy { $0.isASCIILetterOrDigit }
        }
        guard arePlain, let language = parts.first, (2...3).contains(language.count) else {
            throw Complaint("“\(text)” is not a language tag, such as en, ja or pt-BR.")
        }
        return text
    }

    /// Reads ascending seconds, or `none`.
    static func reminders(_ text: String) throws -> [Int64] {
        if text.lowercased() == "none" { return [] }
        let parts = try text.split(separator: ",").map { try seconds(String($0).trimmed, in: 300...7_776_000) }
        guard parts.count <= 10 else { throw Complaint("There are \(parts.count) reminders; ten are the most.") }
        return Set(parts).sorted()
    }
}

/// Reads yes or no.
func flag(_ text: String) throws(Complaint) -> Bool {
    switch text.lowercased() {
    case "true", "yes", "on", "1": return true
    case "false", "no", "off", "0": return false
    default: throw Complaint("“\(text)” is neither true nor false.")
    }
}

extension UInt8 {
    var isASCIIDigit: Bool { (48...57).contains(self) }

    var isASCIILetterOrDigit: Bool {
        isASCIIDigit || (65...90).contains(self) || (97...122).contains(self)
    }
}
