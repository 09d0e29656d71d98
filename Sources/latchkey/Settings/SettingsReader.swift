import Configuration

/// Reads settings one after the other and remembers every fault, so that all are told at once.
struct SettingsReader {
    private let reader: ConfigReader
    private(set) var faults: [SettingsFault] = []

    init(_ reader: ConfigReader) {
        self.reader = reader
    }

    /// The text of a setting without the white space around it; nil when it is not set, or set to nothing.
    func text(_ name: SettingName) -> String? {
        let value = reader.string(forKey: name.key, isSecret: name.isSecret)
        let trimmed = (value ?? sequence(name)?.joined(separator: ",") ?? "").trimmed
        return trimmed.isEmpty ? nil : trimmed
    }

    /// A setting as `parse` understands it; nil when it is not set or wrong.
    mutating func value<Value>(_ name: SettingName, _ parse: (String) throws -> Value) -> Value? {
        guard let text = text(name) else { return nil }
        do {
            return try parse(text)
        } catch {
            refuse(name, "\(error)")
            return nil
        }
    }

    /// A comma-separated setting, each of its parts as `parse` understands it; nil when it is not set or wrong.
    mutating func list<Value>(_ name: SettingName, _ parse: (String) throws -> Value) -> [Value]? {
        value(name) { text in
            try text.split(separator: ",").map { try parse(String($0).trimmed) }
        }
    }

    /// Notes a fault.
    mutating func refuse(_ name: SettingName, _ problem: String) {
        faults.append(SettingsFault(name: name, problem: problem))
    }

    /// In YAML a list may be written as a sequence.
    private func sequence(_ name: SettingName) -> [String]? {
        reader.stringArray(forKey: name.key, isSecret: name.isSecret)
    }
}

extension SettingName {
    var key: ConfigKey { ConfigKey([rawValue]) }
}

extension String {
    /// The text without white space around it.
    var trimmed: String {
        let start = drop { $0.isWhitespace }
        let end = start.lastIndex { !$0.isWhitespace }
        return end.map { String(start[...$0]) } ?? ""
    }
}
