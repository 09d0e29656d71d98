import Configuration
import Synchronization

/// Remembers where each setting was found, so that a fault can say where to mend it.
final class SettingsOrigins: AccessReporter {
    private let providers = Mutex<[String: String]>([:])

    /// Notes the provider that had the value.
    func report(_ event: AccessEvent) {
        let found = event.providerResults.last { result in
            if case .success(let lookup) = result.result { return lookup.value != nil }
            return false
        }
        guard let found else { return }
        let key = event.metadata.key.components.joined(separator: ".")
        providers.withLock { $0[key] = found.providerName }
    }

    /// Where a setting stands, in words; nil when it stands nowhere.
    func origin(of name: SettingName) -> String? {
        guard let provider = providers.withLock({ $0[name.rawValue] }) else { return nil }
        if provider.contains(SettingsSources.commandLine) { return "given as \(name.optionName)" }
        if provider.contains("Environment") { return "in the environment" }
        return "\(name.rawValue) in the configuration file"
    }

    /// The same error, each fault with the place to mend it.
    func locating(_ error: SettingsError) -> SettingsError {
        var located = error
        for index in located.faults.indices { located.faults[index].origin = origin(of: located.faults[index].name) }
        return located
    }
}
