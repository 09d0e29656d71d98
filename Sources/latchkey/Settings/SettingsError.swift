/// What is wrong with one setting.
struct SettingsFault: Equatable, Sendable {
    /// Which setting.
    let name: SettingName
    /// The fault in one or more sentences; never the value of a secret.
    let problem: String
    /// Where the value stands, such as `in the environment`; nil when it stands nowhere.
    var origin: String?
}

/// Everything that is wrong with the settings, so that it can be mended in one go.
struct SettingsError: Error, Equatable {
    /// At least one.
    var faults: [SettingsFault]
    /// Names that look like settings and are none: often the reason why another is missing.
    var warnings: [String] = []

    /// The exit status for it: `EX_CONFIG` of `sysexits.h`.
    static let exitStatus: Int32 = 78
}

extension SettingsError: CustomStringConvertible {
    /// One paragraph for each fault: the key, where it stands, what is wrong with it, an example; then the warnings.
    var description: String {
        let count = faults.count == 1 ? "A setting needs" : "\(faults.count) settings need"
        return ([count + " mending."] + faults.map(\.description) + warnings.map { "Warning: \($0)" }).joined(
            separator: "\n\n")
    }
}

extension SettingsFault: CustomStringConvertible {
    /// The fault in a paragraph.
    var description: String {
        """
        \(name.environmentName)\(origin.map { " (\($0))" } ?? "")
            \(problem)
            Example: \(name.environmentName)=\(name.example)
        """
    }
}

/// Why a value is refused, in a sentence that may be shown.
struct Complaint: Error, CustomStringConvertible {
    let description: String

    init(_ sentence: String) {
        description = sentence
    }
}
