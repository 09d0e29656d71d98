import ArgumentParser
import Foundation
import Logging
import Persistence
import Testing

@testable import latchkey

@Suite("Where settings come from")
struct SettingsSourcesTests {
    @Test("the command line comes before the environment, and that before the file")
    func precedence() async throws {
        let file = try TemporaryFile("log_level: error\nlisten: 127.0.0.1:1\ndatabase: sqlite:a\n")
        let sources = SettingsSources(
            options: [.logLevel: "debug"], file: file.path,
            environment: ["LATCHKEY_LOG_LEVEL": "warning", "LATCHKEY_LISTEN": "127.0.0.1:2"])
        let settings = try await sources.load().settings
        #expect(settings.logLevel == .debug)
        #expect(settings.listen.port == 2)
        #expect(settings.database == .sqlite(path: "a"))
    }

    @Test("the environment names the file, and the file may hold lists and numbers as YAML writes them")
    func yaml() async throws {
        let file = try TemporaryFile("reminders: [3600, 7200]\nsmtp_connections: 4\nopen_automatically: true\n")
        let settings = try await SettingsSources(environment: ["LATCHKEY_CONFIG": file.path]).load().settings
        #expect(settings.merchant.reminders == [3600, 7200])
        #expect(settings.merchant.opensAutomatically)
    }

    @Test("a fault says where its value stands")
    func origin() async throws {
        let file = try TemporaryFile("log_level: loud\n")
        let sources = SettingsSources(
            options: [.listen: "here"], file: file.path, environment: ["LATCHKEY_REMINDERS": "soon"])
        let error = await #expect(throws: SettingsError.self) { try await sources.load() }
        let origins = (error?.faults ?? []).reduce(into: [:]) { $0[$1.name] = $1.origin }
        #expect(origins[.listen] == "given as --listen")
        #expect(origins[.reminders] == "in the environment")
        #expect(origins[.logLevel] == "log_level in the configuration file")
    }

    @Test("a file that was named must be there")
    func missingFile() async {
        await #expect(throws: ConfigurationFileError.self) {
            try await SettingsSources(file: "/nowhere.yaml", environment: [:]).load()
        }
    }

    @Test("a malformed file is told by its line, without what stands there")
    func malformedFile() async throws {
        let file = try TemporaryFile("listen: 127.0.0.1:1\napi_key: [canary-7f3a\n")
        let error = await #expect(throws: ConfigurationFileError.self) {
            try await SettingsSources(file: file.path, environment: [:]).load()
        }
        #expect(error?.description.contains("near line 3") == true)
        #expect(error?.description.contains("canary") == false)
    }

    @Test("a file of comments is a file without settings")
    func emptyFile() async throws {
        let file = try TemporaryFile("# nothing yet\n\n")
        #expect(try await SettingsSources(file: file.path, environment: [:]).load().settings.listen == .standard)
    }

    @Test("a slip in a name is told, with the name that was meant")
    func unknownNames() async throws {
        let file = try TemporaryFile("base_ulr: https://a.example\nlisten: 127.0.0.1:1\n")
        let environment = ["LATCHKEY_SMPT_URL": "x", "LATCHKEY_CONFIG": file.path, "PATH": "/bin"]
        let warnings = try await SettingsSources(environment: environment).load().warnings
        #expect(warnings.count == 2)
        #expect(
            warnings.contains { $0.contains("LATCHKEY_SMPT_URL") && $0.contains("Did you mean LATCHKEY_SMTP_URL?") })
        #expect(warnings.contains { $0.contains("base_ulr") && $0.contains("Did you mean base_url?") })
    }

    @Test("a slip in a name is told beside the settings that are missing for it")
    func unknownNamesWithFaults() async throws {
        let sources = SettingsSources(readsStandardFile: false, environment: ["LATCHKEY_SMPT_URL": "x"])
        let error = await #expect(throws: SettingsError.self) { try await sources.load(requiring: [.smtpURL]) }
        #expect(error.map { "\($0)".contains("Did you mean LATCHKEY_SMTP_URL?") } == true)
    }

    @Test("every setting but the secrets can be given on the command line, by its own name")
    func options() throws {
        for name in SettingName.allCases {
            let arguments = [name.optionName, "value"]
            if name.isSecret {
                #expect(throws: (any Error).self) { try SettingsOptions.parse(arguments) }
            } else {
                #expect(try SettingsOptions.parse(arguments).given == [name: "value"])
            }
        }
    }

    @Test("the documentation has every setting")
    func documented() throws {
        let page = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
            .appending(path: "../../docs/configuration.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        for name in SettingName.allCases { #expect(text.contains("`\(name.environmentName)`"), "\(name)") }
    }
}

/// A file that is gone when the value is.
final class TemporaryFile: Sendable {
    let path: String

    init(_ text: String) throws {
        path = FileManager.default.temporaryDirectory.appending(path: "latchkey-\(UUID()).yaml").path
        try text.write(toFile: path, atomically: true, encoding: .utf8)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }
}
