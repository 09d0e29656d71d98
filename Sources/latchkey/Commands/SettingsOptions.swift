import ArgumentParser

/// The settings that the command line takes: all but the secrets.
struct SettingsOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("A YAML file of settings (else LATCHKEY_CONFIG, else ./latchkey.yaml).", valueName: "file"))
    var config: String?
    @Option(help: ArgumentHelp("The public https address that links begin with.", valueName: "url"))
    var baseURL: String?
    @Option(help: ArgumentHelp("Where to listen; 127.0.0.1:8080 unless set.", valueName: "address:port"))
    var listen: String?
    @Option(help: ArgumentHelp("Where the data lies; sqlite:latchkey.sqlite unless set.", valueName: "place"))
    var database: String?
    @Option(help: ArgumentHelp("trace, debug, info, notice, warning, error or critical.", valueName: "level"))
    var logLevel: String?
    @OptionGroup(visibility: .hidden) var rest: RemainingOptions

    /// Where the settings come from.
    var sources: SettingsSources {
        let own: [SettingName: String?] = [
            .baseURL: baseURL, .listen: listen, .database: database, .logLevel: logLevel,
        ]
        let given = own.compactMapValues(\.self).merging(rest.given) { own, _ in own }
        return SettingsSources(options: given, file: config)
    }

    /// Reads the settings and prints the warnings.
    func load(requiring required: Set<SettingName> = []) async throws -> Settings {
        let (settings, warnings) = try await sources.load(requiring: required)
        Console.warn(warnings)
        return settings
    }
}
