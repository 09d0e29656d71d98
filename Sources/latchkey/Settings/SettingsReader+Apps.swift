import Web

extension SettingsReader {
    /// The apps that links open.
    mutating func apps() -> AppLinks {
        let apple = list(.appleAppIDs, AppLinks.appleApp) ?? []
        let android = list(.androidApps, AndroidApp.init(text:)) ?? []
        return AppLinks(apple: apple.withoutRepeats, android: android.groupedByPackage)
    }
}

extension AppLinks {
    /// Reads `TEAMID.bundle.id`, as Xcode and Apple's developer site show its two parts.
    static func appleApp(_ text: String) throws(Complaint) -> String {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let isPrefix = parts[0].utf8.allSatisfy { $0.isASCIIDigit || (65...90).contains($0) }
        guard parts.count == 2, isPrefix, parts[0].utf8.count == 10 else {
            throw Complaint("“\(text)” does not begin with a team's id: ten capitals and digits, then a dot.")
        }
        let names = parts[1].split(separator: ".", omittingEmptySubsequences: false)
        guard names.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { $0.isASCIILetterOrDigit || $0 == 45 } }) else {
            throw Complaint("“\(parts[1])” is not a bundle id, such as com.example.shop.")
        }
        return text
    }
}

extension AndroidApp {
    /// Reads `package=AA:BB:…`, the fingerprint as `keytool` and Google's Play Console show it.
    init(text: String) throws(Complaint) {
        guard let equals = text.firstIndex(of: "=") else {
            throw Complaint(
                "“\(text)” has no =. Write the package's name, = and the certificate's SHA-256 fingerprint.")
        }
        let package = String(text[..<equals]).trimmed
        let names = package.split(separator: ".", omittingEmptySubsequences: false)
        guard names.count > 1, names.allSatisfy(Self.isName) else {
            throw Complaint("“\(package)” is not the name of an Android package, such as com.example.shop.")
        }
        let fingerprint = String(text[text.index(after: equals)...]).trimmed.uppercased()
        let pairs = fingerprint.split(separator: ":", omittingEmptySubsequences: false)
        guard pairs.count == 32, pairs.allSatisfy(Self.isByte) else {
            throw Complaint(
                "The fingerprint of \(package) is not SHA-256: 32 pairs of hexadecimal digits with colons between them. "
                    + "SHA-1 has 20; take the other one.")
        }
        self.init(package: package, fingerprints: [fingerprint])
    }

    private static func isName(_ part: Substring) -> Bool {
        guard let first = part.utf8.first, first.isASCIILetterOrDigit, !first.isASCIIDigit else { return false }
        return part.utf8.allSatisfy { $0.isASCIILetterOrDigit || $0 == 95 }
    }

    private static func isByte(_ pair: Substring) -> Bool {
        pair.utf8.count == 2 && pair.utf8.allSatisfy { $0.isASCIIDigit || (65...70).contains($0) }
    }
}

extension [String] {
    fileprivate var withoutRepeats: [String] {
        reduce(into: []) { kept, next in if !kept.contains(next) { kept.append(next) } }
    }
}

extension [AndroidApp] {
    /// An app that is named several times is one app with several keys.
    fileprivate var groupedByPackage: [AndroidApp] {
        reduce(into: []) { apps, next in
            if let index = apps.firstIndex(where: { $0.package == next.package }) {
                apps[index].fingerprints = (apps[index].fingerprints + next.fingerprints).withoutRepeats
            } else {
                apps.append(next)
            }
        }
    }
}
