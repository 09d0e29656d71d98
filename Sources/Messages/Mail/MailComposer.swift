import Recoveries

/// Composes a mail: words, both bodies, headers.
public struct MailComposer: Sendable {
    private let catalogue: Catalogue
    private let templates: TemplateLibrary

    /// Takes the words and the templates, loaded at start.
    public init(catalogue: Catalogue, templates: TemplateLibrary) {
        self.catalogue = catalogue
        self.templates = templates
    }

    /// The message for these facts; the same facts make the same bytes.
    ///
    /// Throws when an address cannot stand in a mail, the step asks nothing of the customer, or a string or template is missing;
    /// ``MessageError/verdict`` says what that means for the notification.
    public func compose(_ facts: MailFacts) throws(MessageError) -> RenderedMessage {
        guard let from = Mailbox(facts.from) else { throw .invalidSender(PlainText.line(facts.from)) }
        guard let to = Mailbox(facts.to) else { throw .invalidRecipient }
        let view = try MailWriter(facts, catalogue: catalogue).view()
        let step = facts.words
        let message = MIMEMessage(
            date: facts.date, from: Mailbox(name: from.name ?? facts.merchant.name, address: from.address),
            to: Mailbox(name: facts.recovery.customer.name, address: to.address),
            replyTo: facts.merchant.supportEmail.flatMap(Mailbox.init)
                .map { Mailbox(name: facts.merchant.name, address: $0.address) },
            subject: view.subject, messageID: "<\(facts.notification)@\(from.domain)>",
            feedbackID: "\(step):\(facts.merchant.id):\(facts.occasion.rawValue):latchkey",
            boundary: "=_\(facts.notification)", text: try render(view, "mail/\(step).text"),
            html: try render(view, "mail/\(step).html"))
        return .email(
            RenderedMail(
                from: from.address, to: to.address, subject: view.subject, messageID: message.messageID,
                mime: message.bytes))
    }

    private func render(_ view: MailView, _ template: String) throws(MessageError) -> String {
        do throws(TemplateError) {
            return try templates.render(view, with: TemplateName(template))
        } catch {
            throw .template(error)
        }
    }
}
