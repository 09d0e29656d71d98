/// The configuration file cannot be used.
struct ConfigurationFileError: Error, CustomStringConvertible {
    let description: String

    private init(_ description: String) {
        self.description = description
    }

    /// It is missing, or not for us to read.
    static func unreadable(_ path: String) -> ConfigurationFileError {
        ConfigurationFileError("The configuration file \(path) cannot be read. Check its name and its permissions.")
    }

    /// It is not YAML, or another shape of it.
    ///
    /// - Parameter reason: what the parser said. It quotes the file, which holds secrets: only the line's number is kept.
    static func malformed(_ path: String, _ reason: String) -> ConfigurationFileError {
        let line = Int(reason.prefix { $0.isNumber })
        let place = line.map { "near line \($0)" } ?? "at its top level"
        return ConfigurationFileError(
            "The configuration file \(path) is malformed \(place). It is YAML with one `name: value` a line; "
                + "put a value with : # [ or { in it in quotation marks.")
    }
}
