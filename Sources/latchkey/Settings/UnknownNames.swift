/// Finds names that were meant as settings, most often for a slip of the keyboard.
enum UnknownNames {
    /// Names of the environment that begin with `LATCHKEY_` and mean nothing.
    static func inEnvironment(_ environment: [String: String]) -> [String] {
        let known = Set(SettingName.allCases.map(\.environmentName) + ["LATCHKEY_CONFIG"])
        return environment.keys.sorted()
            .filter { $0.hasPrefix(SettingName.environmentPrefix) && !known.contains($0) && !isForTests($0) }
            .map { warning($0, "in the environment", nearest: nearest(to: $0, among: known)) }
    }

    /// Top-level names of a YAML file that mean nothing.
    static func inYAML(_ text: String) -> [String] {
        let known = Set(SettingName.allCases.map(\.rawValue))
        return text.split(whereSeparator: \.isNewline)
            .compactMap { line in line.firstIndex(of: ":").map { String(line[..<$0]) } }
            .filter { isName($0) && !known.contains($0) }
            .map { warning($0, "in the configuration file", nearest: nearest(to: bare($0), among: known)) }
    }

    /// The known name that takes the fewest slips to become `name`; nil when none is near.
    static func nearest(to name: String, among known: Set<String>) -> String? {
        let ranked = known.map { (name: $0, distance: distance(Array(name.utf8), Array($0.utf8))) }
        let best = ranked.min { ($0.distance, $0.name) < ($1.distance, $1.name) }
        return best.flatMap { $0.distance <= max(2, name.utf8.count / 3) ? $0.name : nil }
    }

    private static func warning(_ name: String, _ place: String, nearest: String?) -> String {
        "\(name) \(place) is not a setting and is ignored." + (nearest.map { " Did you mean \($0)?" } ?? "")
    }

    private static func isForTests(_ name: String) -> Bool {
        name.hasPrefix("LATCHKEY_TEST_")
    }

    private static func isName(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { (97...122).contains($0 | 32) || (48...57).contains($0) || $0 == 95 || $0 == 45 }
    }

    private static func bare(_ name: String) -> String {
        let lower = name.lowercased().replacing("-", with: "_")
        return lower.hasPrefix("latchkey_") ? String(lower.dropFirst(9)) : lower
    }

    /// Levenshtein's distance: insertions, deletions and replacements.
    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var row = Array(0...right.count)
        for (index, byte) in left.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for column in right.indices {
                let replaced = diagonal + (byte == right[column] ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(replaced, diagonal + 1, row[column] + 1)
            }
        }
        return row[right.count]
    }
}
