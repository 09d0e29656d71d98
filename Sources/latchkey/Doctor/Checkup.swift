import Cryptography
import Messages
import Persistence
import Transport
import Web

/// Tries each part for real.
struct Checkup: Sendable {
    let settings: Settings
    let https: HTTPEngine

    /// Every finding, part after part, as soon as it is made.
    func run(_ tell: (Finding) -> Void) async {
        tell(masterKey)
        tell(await database())
        if let finding = await keyFit() { tell(finding) }
        tell(templates)
        tell(publicFolder)
        tell(await mail())
        tell(await stripe())
        tell(webhooks)
        tell(proxies)
        tell(await baseURL())
    }

    /// The master keys, told by their ids.
    var masterKey: Finding {
        guard let ring = settings.keyRing else {
            return .broken(
                "master key", "none is set",
                "Make one with `latchkey key generate-master`, set it as LATCHKEY_MASTER_KEY and keep a copy apart.")
        }
        let others = ring.previousKeyIDs.map(String.init).joined(separator: ", ")
        let found = "key id \(ring.currentKeyID) signs" + (others.isEmpty ? "" : "; \(others) verify")
        if let file = settings.keyFile, Surrounding.isOpenToOthers(file) {
            return .open("master key", "\(found); every user of this machine may read it", "chmod o= \(file)")
        }
        return .works("master key", found)
    }

    /// Opens the file, which reads back that commits are durable, and looks at the tables.
    func database() async -> Finding {
        let path = settings.databasePath
        guard Surrounding.exists(path) else {
            let canMake = Surrounding.canWrite(folderOf: path)
            return canMake
                ? .works("database", "\(path) is not there yet; `latchkey serve` makes it")
                : .broken("database", "\(path) cannot be made", "Make its folder, writable for this user.")
        }
        do {
            let database = try settings.openDatabase()
            let pending = try await database.pendingMigrations()
            await database.close()
            let tables = pending.isEmpty ? "tables up to date" : "\(pending.count) migrations to come at the next start"
            return .works("database", "\(path), every commit synced to disk, \(tables)")
        } catch {
            return .broken("database", "\(path): \((error as? DatabaseFault)?.message ?? "\(error)")")
        }
    }

    /// Reads and checks what customers read.
    var templates: Finding {
        do {
            let (_, catalogue) = try Pages.templates(in: settings.requiredTemplates())
            let locales = catalogue.locales.joined(separator: ", ")
            let best = catalogue.best(for: [settings.merchant.locale])
            guard settings.merchant.locale.lowercased().hasPrefix(best.lowercased()) else {
                return .open(
                    "templates", "locales \(locales); \(settings.merchant.locale) is not among them, \(best) is used",
                    "Set LATCHKEY_MERCHANT_LOCALE to one of them, or add a locale.")
            }
            return .works("templates", "in order; locales \(locales)")
        } catch {
            return .broken("templates", Self.text(error), "Set LATCHKEY_TEMPLATES, or mend what stands above.")
        }
    }

    /// Reads what browsers load.
    var publicFolder: Finding {
        do {
            let folder = try settings.requiredPublicFolder()
            _ = try Assets(directory: folder)
            return .works("public", folder)
        } catch let error as AssetsMissing {
            return .broken("public", "\(error)")
        } catch {
            return .broken("public", Self.text(error), "Set LATCHKEY_PUBLIC to Latchkey's public folder.")
        }
    }

    static func text(_ error: any Error) -> String {
        (error as? SettingsError)?.faults.first?.problem ?? "\(error)"
    }
}
