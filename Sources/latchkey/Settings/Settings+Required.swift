import Cryptography

extension Settings {
    /// The master keys, for a command that required them.
    func requiredKeyRing() throws(SettingsError) -> KeyRing {
        try required(keyRing, .masterKey)
    }

    /// The way to the mail server, for a command that required it.
    func requiredMail() throws(SettingsError) -> Mail {
        try required(mail, .smtpURL)
    }

    /// The folder of mails, pages and locales.
    func requiredTemplates() throws(SettingsError) -> String {
        try required(templates, .templates)
    }

    /// The folder of what browsers load.
    func requiredPublicFolder() throws(SettingsError) -> String {
        try required(publicFolder, .publicFolder)
    }

    private func required<Value>(_ value: Value?, _ name: SettingName) throws(SettingsError) -> Value {
        if let value { return value }
        let isFolder = name == .templates || name == .publicFolder
        let problem = isFolder ? "It is not set, and no folder “\(name.rawValue)” was found." : "It is not set."
        throw SettingsError(faults: [SettingsFault(name: name, problem: problem)])
    }
}
