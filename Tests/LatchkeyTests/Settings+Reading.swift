import Configuration
import Cryptography

@testable import latchkey

/// A file that a test does not have.
struct NoSuchFile: Error {}

extension Settings {
    /// The settings out of these values and nothing else.
    static func read(
        _ values: [SettingName: String], requiring: Set<SettingName> = [], files: [String: String] = [:]
    ) throws -> Settings {
        let pairs = values.map { (AbsoluteConfigKey([$0.rawValue]), ConfigValue(.string($1), isSecret: false)) }
        let provider = InMemoryProvider(values: Dictionary(uniqueKeysWithValues: pairs))
        return try Settings(reader: ConfigReader(provider: provider), requiring: requiring) { path in
            guard let text = files[path] else { throw NoSuchFile() }
            return text
        }
    }

    /// What is wrong with these values.
    static func faults(
        of values: [SettingName: String], requiring: Set<SettingName> = [], files: [String: String] = [:]
    ) -> [SettingsFault] {
        do {
            _ = try read(values, requiring: requiring, files: files)
            return []
        } catch {
            return (error as? SettingsError)?.faults ?? []
        }
    }
}
