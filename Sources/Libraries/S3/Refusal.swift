import OIntCore
import OIntHTTP
import OIntXML

/// What an S3 service says when it says no.
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
enum Refusal {
    /// The refusal in an answer; nil where there is none.
    ///
    /// A status of 200 is not enough: copying and putting parts together can fail after the head was sent.
    static func of(_ answer: Answer, to method: Request.Method, _ account: S3Account) -> ServiceError? {
        let document = answer.document?.name == "Error" ? answer.document : nil
        let isLate = document != nil && [.put, .post].contains(method)
        guard !(200..<300).contains(answer.status) || isLate else { return nil }
        let code = document?["Code"]?.text
        let message = document?["Message"]?.text ?? silence(method, answer.status)
        let region = document?["Region"]?.text ?? answer.header("x-amz-bucket-region")
        let remedy = remedy(
            code: code, status: answer.status, region: region.flatMap { $0 == account.region ? nil : $0 },
            endpoint: document?["Endpoint"]?.text)
        return ServiceError(
            service: "S3", status: answer.status, headers: answer.headers, code: code, message: message, remedy: remedy,
            reply: .json(answer.json))
    }

    /// Whether a service refuses content because its MD5 is not told beforehand, as buckets with Object Lock do.
    ///
    /// Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html
    static func wantsMD5(_ refusal: ServiceError) -> Bool {
        refusal.status == 400 && refusal.message?.contains("Content-MD5") == true
    }

    /// What can be said where the service says nothing, as it does in answers to HEAD.
    private static func silence(_ method: Request.Method, _ status: Int) -> String? {
        switch status {
        case 404: "there is no such object or bucket"
        case 403: "these credentials may not see it"
        case 412: "the object is not the one that the conditions in --headers ask for"
        case 304: "the object has not changed"
        case 301, 307: "the bucket lies elsewhere"
        default: method == .head ? "the service gives no reason" : nil
        }
    }

    private static func remedy(code: String?, status: Int, region: String?, endpoint: String?) -> String? {
        let isElsewhere = ["PermanentRedirect", "TemporaryRedirect", "AuthorizationHeaderMalformed"].contains(code)
        if isElsewhere || [301, 307].contains(status) || (status == 400 && code == nil) {
            let places = [region.map { "Region \($0)" }, endpoint.map { "the host \($0)" }].compactMap(\.self)
            if !places.isEmpty {
                return "Use \(places.joined(separator: " and ")) in --basic, and the URL of that region"
            }
            return isElsewhere ? "Check Region and URL in --basic" : nil
        }
        return switch code {
        case "SignatureDoesNotMatch": "Check SecretKey, Region and Service in --basic"
        case "InvalidAccessKeyId": "Check AccessKey in --basic"
        case "InvalidToken", "ExpiredToken":
            "The SessionToken in --basic is too old or belongs to another key: get new ones"
        case "NoSuchBucket": "Check the bucket's name, and Region and URL in --basic"
        case "NoSuchKey": "Check the object's key; ListObjects tells which there are"
        case "NoSuchUpload": "The upload was finished or cancelled already: start a new one"
        case "AccessDenied", "AllAccessDisabled": "Whoever the access key belongs to may not do this"
        case "RequestTimeTooSkewed": "Set this machine's clock"
        case "EntityTooLarge": "Use PutObject, which sends large objects in parts"
        case "EntityTooSmall": "Each part but the last needs 5242880 bytes or more"
        case "SlowDown", "ServiceUnavailable": "Try again later, or with a smaller Parallel in --basic"
        case "BucketAlreadyExists": "Choose another name: others have buckets too"
        case "IllegalLocationConstraintException": "Use the URL and Region of the region that the bucket is to lie in"
        default: nil
        }
    }
}
