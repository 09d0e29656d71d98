import Configuration
import FoundationEssentials

/// Where settings come from: the command line, then the environment, then a YAML file, then defaults.
struct SettingsSources {
    /// What the first source is called.
    static let commandLine = "command line"
    /// The file that is read when it is there and no other is named.
    static let standardFile = "latchkey.yaml"

    /// Values of the command line.
    var options: [SettingName: String] = [:]
    /// `--config`.
    var file: String?
    /// Whether `latchkey.yaml` of the working directory is read when no file is named.
    var readsStandardFile = true
    /// The environment.
    var environment: [String: String] = ProcessInfo.processInfo.environment

    /// Reads the settings.
    ///
    /// - Throws: ``SettingsError`` with every fault and its place.
    func load(requiring required: Set<SettingName> = []) async throws -> (settings: Settings, warnings: [String]) {
        let origins = SettingsOrigins()
        let path = file ?? environment["LATCHKEY_CONFIG"].flatMap { $0.isEmpty ? nil : $0 }
        let reader = ConfigReader(providers: try await providers(path: path), accessReporter: origins)
        do {
            return (try Settings(reader: reader, requiring: required), warnings(path: path))
        } catch let error as SettingsError {
            var located = origins.locating(error)
            located.warnings = warnings(path: path)
            throw located
        }
    }

    private func providers(path: String?) async throws -> [any ConfigProvider] {
        let values = options.map { (AbsoluteConfigKey([$0.rawValue]), ConfigValue(.string($1), isSecret: false)) }
        var providers: [any ConfigProvider] = [
            InMemoryProvider(name: Self.commandLine, values: Dictionary(uniqueKeysWithValues: values)),
            EnvironmentVariablesProvider(environmentVariables: environment, secretsSpecifier: .all)
                .prefixKeys(with: "latchkey"),
        ]
        if path != nil || readsStandardFile { providers += [try await yaml(path: path)].compactMap(\.self) }
        return providers
    }

    /// The file's provider; nil when there is nothing in it, or no file where none was named.
    private func yaml(path: String?) async throws -> FileProvider<YAMLSnapshot>? {
        let file = path ?? Self.standardFile
        guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
            guard path == nil, !Surrounding.exists(file) else { throw ConfigurationFileError.unreadable(file) }
            return nil
        }
        let lines = text.split(whereSeparator: \.isNewline).map { String($0).trimmed }
        guard !lines.allSatisfy({ $0.isEmpty || $0.hasPrefix("#") || $0 == "---" }) else { return nil }
        let location: [AbsoluteConfigKey: ConfigValue] = ["filePath": ConfigValue(.string(file), isSecret: false)]
        do {
            return try await FileProvider<YAMLSnapshot>(
                parsingOptions: .init(secretsSpecifier: .all),
                config: ConfigReader(provider: InMemoryProvider(values: location)))
        } catch {
            throw ConfigurationFileError.malformed(file, "\(error)")
        }
    }

    /// Names that look like settings and are none.
    private func warnings(path: String?) -> [String] {
        guard path != nil || readsStandardFile else { return UnknownNames.inEnvironment(environment) }
        let text = (try? String(contentsOfFile: path ?? Self.standardFile, encoding: .utf8)) ?? ""
        return UnknownNames.inEnvironment(environment) + UnknownNames.inYAML(text)
    }
}
