import OIntCore
import OIntHTTP

/// What Yandex Disk says when it says no.
///
/// Source: https://yandex.ru/dev/disk-api/doc/ru/reference/response-objects
enum Refusal {
    /// What a person can do about a refusal, by its name.
    static let remedies: [String: String] = [
        "unauthorizederror": "Check --token, or log in: oint login yandex",
        "forbiddenerror": "The token lacks a right: log in again, oint login yadisk",
        "disknotfounderror": "Check the path",
        "diskoperationnotfounderror": "Check the id of the operation; old ones are forgotten",
        "diskpathdoesntexistserror": "The folder above it is missing: make it first with CreateFolder",
        "diskresourcealreadyexistserror": "Something is there already: give --rewrite true, or another path",
        "diskpathpointstoexistentdirectoryerror": "The folder is there already",
        "diskresourcelockederror": "Another change is under way in this folder: try again a little later",
        "diskresourcedownloadlimitexceedederror":
            "Too many have fetched this public file: try again in some hours, or save it to a disk of your own",
        "diskstoragequotaexhaustederror": "The disk is full: empty the trash, or get more space",
        "diskuploadtrafficlimitexceeded": "The traffic of the day is used up: try again tomorrow",
    ]

    /// Refusals that waiting does not help soon.
    private static let lasting: Set = ["DiskResourceDownloadLimitExceededError", "DiskUploadTrafficLimitExceeded"]

    /// Finds what an answer says that is no yes.
    /// - Parameter reply: The answer.
    /// - Returns: The judgement; nil where the status says everything.
    static func judgement(_ reply: ServiceReply) -> Judgement? {
        guard !reply.isSuccess, let code = reply["error"]?.string else { return nil }
        let texts = [reply["message"]?.string, reply["description"]?.string].compactMap { $0 }
        let course: Judgement.Course? =
            if lasting.contains(code) { .blocked(until: nil) } else if code == "DiskResourceLockedError" {
                .slowDown(after: nil)
            } else { nil }
        return Judgement(code: code, message: texts.first, course: course)
    }
}
