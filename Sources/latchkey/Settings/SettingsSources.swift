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
        let yaml = try yaml()
        let reader = ConfigReader(providers: try await providers(yaml), accessReporter: origins)
        let warnings = UnknownNames.inEnvironment(environment) + UnknownNames.inYAML(yaml?.text ?? "")
        do {
            return (try Settings(reader: reader, requiring: required), warnings)
        } catch let error as SettingsError {
            var located = origins.locating(error)
            located.warnings = warnings
            throw located
        }
    }

    private func providers(_ yaml: (path: String, text: String)?) async throws -> [any ConfigProvider] {
        let values = options.map { (AbsoluteConfigKey([$0.rawValue]), ConfigValue(.string($1), isSecret: false)) }
        let providers: [any ConfigProvider] = [
            InMemoryProvider(name: Self.commandLine, values: Dictionary(uniqueKeysWithValues: values)),
            EnvironmentVariablesProvider(environmentVariables: environment, secretsSpecifier: .all)
                .prefixKeys(with: "latchkey"),
        ]
        guard let yaml, let file = try await provider(of: yaml.text, in: yaml.path) else { return providers }
        return providers + [file]
    }

    /// The YAML file; nil when there is none and none was named.
    private func yaml() throws -> (path: String, text: String)? {
        let named = file ?? environment["LATCHKEY_CONFIG"].flatMap { $0.isEmpty ? nil : $0 }
        guard named != nil || readsStandardFile && Surrounding.exists(Self.standardFile) else { return nil }
        let path = named ?? Self.standardFile
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw ConfigurationFileError.unreadable(path)
        }
        return (path, text)
    }

    /// The file's provider; nil when there is nothing in it.
    private func provider(of text: String, in file: String) async throws -> FileProvider<YAMLSnapshot>? {
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
}
