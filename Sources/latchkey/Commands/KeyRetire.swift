import ArgumentParser
import Cryptography
import Persistence
import Service

/// `latchkey key retire`.
struct KeyRetire: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retire",
        abstract: "Has everything refused that a master key made; not while something depends on it.",
        discussion: """
            Links that the key signed answer 404 from the next start on, and what it sealed cannot be opened. With \
            LATCHKEY_MASTER_KEY_FILE the key is taken out of the file and its id noted as retired; without, the command \
            says what to set.

            After a theft: rotate, restart, `latchkey key reseal`, then retire with --force. Secrets survive that, links \
            do not.
            """)

    @Argument(help: ArgumentHelp("The key's id, as `latchkey key status` shows it.", valueName: "key-id"))
    var id: UInt8
    @Flag(help: "Retire it though something dies with it.") var force = false
    @OptionGroup(title: "Settings") var options: SettingsOptions

    func run() async throws {
        let settings = try await options.load(requiring: [.masterKey])
        let ring = try settings.requiredKeyRing()
        guard id != ring.currentKeyID else {
            throw Complaint("Key \(id) signs. Let another one sign first: latchkey key rotate")
        }
        let (dependants, day) = try await Stores.using(settings) { stores in
            (try await stores.keyRegister.dependants(of: id), stores.today)
        }
        guard dependants.isEmpty || force else { throw Complaint(refusal(dependants)) }
        if let path = settings.keyFile {
            let store = KeyFileStore(path)
            try store.change { $0.retire(id, on: day) }
            Console.say("\(store.path): key \(id) is retired from the next start of `latchkey serve` on.")
        } else {
            let retired = Set(ring.retiredKeyIDs).union([id]).sorted().map(String.init).joined(separator: ",")
            Console.say("LATCHKEY_MASTER_KEY_RETIRED=\(retired)")
            Console.complain(
                "Set this, take key \(id) out of LATCHKEY_MASTER_KEY_PREVIOUS, and restart `latchkey serve`.")
        }
        if !dependants.isEmpty { Console.complain("Dead with it: \(dependants.words).") }
        if dependants.links.count > 0 {
            Console.complain(
                "Customers with such a link need a new one: POST /v1/recoveries/{id}/remind sends it.")
        }
    }

    private func refusal(_ dependants: KeyDependants) -> String {
        var text = "Key \(id) is still needed. These would be dead: \(dependants.words)."
        if dependants.secretCount > 0 {
            text += " Sealed secrets are saved by `latchkey key reseal`, while the key is still configured."
        }
        if dependants.links.count > 0 { text += " Links end by themselves; wait, if the key is in nobody's hands." }
        return text + " To retire it all the same: latchkey key retire \(id) --force"
    }
}
