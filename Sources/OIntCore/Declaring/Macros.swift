/// Makes a type a client: its first public initialiser tells which options each of its methods takes besides its own.
///
/// Every parameter needs a line of documentation. A parameter of type `HTTP`, `CallContext` or `Credentials` is no option:
/// the front-end that makes the call hands it over.
/// - Parameters:
///   - dryRun: How a dry run shows what methods would do; where everything goes over HTTP, that follows from it.
///   - namesVendorMethods: Whether each method has to name the vendor's own method, so that people find it by that name.
///   - options: Names of options that are not the parameter's label in lower case, by label.
///   - optionAliases: Published names of options that hold a slip of the pen, by label.
///   - roles: What values of plain types decide besides themselves, by label: where connections and secrets go, how they are
///     protected, what code runs, what files are opened; `.data` for nothing of the kind.
@attached(member, names: named(clientDescriptor), named(VendorNames))
@attached(extension, conformances: LibraryClient)
public macro Client(
    dryRun: DryRunMeans? = nil, namesVendorMethods: Bool = false, options: [String: String] = [:],
    optionAliases: [String: [String]] = [:], roles: [String: OptionRoles] = [:]
) = #externalMacro(module: "OIntMacros", type: "ClientMacro")

/// Makes the public functions of an extension methods of a library, in one group of its help.
///
/// It adds a static property with the group's descriptor, named after the title: "Tasks management" becomes
/// `tasksManagement`. Each public function is a method and needs the mark `@Method`; a static one needs no client.
/// The first line of its documentation is the method's help, each parameter's line the option's. A parameter's label
/// in lower case is the option's name; an optional type or an empty list as default makes the option optional.
/// A block of code below `- Returns:` is a sample of the answer, in `json` or `text`.
/// - Parameter title: The heading of the group.
@attached(member, names: arbitrary)
public macro Methods(_ title: String) = #externalMacro(module: "OIntMacros", type: "MethodsMacro")

/// Marks a function in an extension with `@Methods` as a method, and says what its declaration can't tell.
/// - Parameters:
///   - effect: What the method does to the world.
///   - ru: The Russian name.
///   - name: The English name, where it is not the function's in upper camel case.
///   - aliases: Published names that hold a slip of the pen, and go on working.
///   - options: Names of options that are not the parameter's label in lower case, by label.
///   - optionAliases: Published names of options that hold a slip of the pen, by label.
///   - calls: The vendor's own name of what the method calls, such as `crm.deal.list` or `POST /files`; nil where it is the
///     first text of a call in the function's body.
///   - rows: Keys that lead to the rows of an answer, separated by full stops, where the library's own rule does not find them.
///   - scope: Where the method makes sense.
///   - roles: What values of plain types decide besides themselves, by label.
@attached(peer)
public macro Method(
    _ effect: Effect, ru: String, name: String? = nil, aliases: [String] = [],
    options: [String: String] = [:], optionAliases: [String: [String]] = [:], calls: String? = nil, rows: String? = nil,
    in scope: MethodScope = .anywhere, roles: [String: OptionRoles] = [:]
) = #externalMacro(module: "OIntMacros", type: "MethodMacro")
