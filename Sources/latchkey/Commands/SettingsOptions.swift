import ArgumentParser

/// The settings that every command takes on its command line.
struct CommonOptions: ParsableArguments {
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

    /// Those that were given.
    var given: [SettingName: String] {
        let all: [SettingName: String?] = [
            .baseURL: baseURL, .listen: listen, .database: database, .logLevel: logLevel,
        ]
        return all.compactMapValues(\.self)
    }

    /// Reads the settings and prints the warnings.
    func load(
        requiring required: Set<SettingName> = [], and others: [SettingName: String] = [:]
    ) async throws -> Settings {
        let sources = SettingsSources(options: given.merging(others) { own, _ in own }, file: config)
        let (settings, warnings) = try await sources.load(requiring: required)
        Console.warn(warnings)
        return settings
    }
}

/// All settings that the command line takes: all but the secrets.
struct SettingsOptions: ParsableArguments {
    @OptionGroup var common: CommonOptions
    @OptionGroup(visibility: .hidden) var rest: RemainingOptions
    @OptionGroup(visibility: .hidden) var guarding: GuardOptions

    /// Those that were given.
    var given: [SettingName: String] {
        common.given.merging(others) { own, _ in own }
    }

    /// Reads the settings and prints the warnings.
    func load(requiring required: Set<SettingName> = []) async throws -> Settings {
        try await common.load(requiring: required, and: others)
    }

    private var others: [SettingName: String] {
        rest.given.merging(guarding.given) { own, _ in own }
    }
}
