import ArgumentParser
import Foundation
import Service

/// The command: it parses and hands over, it decides nothing.
@main
struct Latchkey: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "latchkey",
        abstract: "Brings a customer back to finish a payment that failed while they were away.",
        discussion: """
            A charge of a saved card wants 3-D Secure, or is declined. Latchkey sends the customer a mail with a signed \
            one-time link, serves the page behind it, and finishes the payment with Stripe.

            First steps:
              latchkey demo                  the whole story on this machine
              latchkey key generate-master   makes the key that you must not lose
              latchkey doctor                tests your settings for real
              latchkey serve                 serves links, pages, API and mail

            Settings come from the command line, then the environment (LATCHKEY_…), then latchkey.yaml, then defaults. \
            One setting has one name in three spellings: --base-url, LATCHKEY_BASE_URL, base_url. Secrets are taken \
            from the environment or the file only. docs/configuration.md lists them all.
            """,
        version: Version.current,
        subcommands: [
            Serve.self, Doctor.self, Demo.self, MerchantCommand.self, KeyCommand.self, LinkCommand.self,
            OutboxCommand.self, TemplateCommand.self, Migrate.self,
        ])

    /// Runs the command. Wrong settings end with status 78 (`EX_CONFIG`), wrong usage with 64, other failures with 1.
    static func main() async {
        do {
            let command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                var command = command
                try command.run()
            }
        } catch let error as SettingsError {
            Console.complain("\(error)")
            Foundation.exit(SettingsError.exitStatus)
        } catch let problem as Problem {
            Console.complain("Error: \(problem.detail)")
            Foundation.exit(1)
        } catch {
            exit(withError: error)
        }
    }
}
