import OIntCore

/// What counters and filters have, with hints in place of the values.
///
/// Source: https://yandex.ru/dev/metrika/ru/management/openapi/counter/createCounter
enum CounterStructure {
    static let counter: JSON = [
        "autogoals_enabled": "<true: goals are made by themselves>",
        "code_options": [
            "async": "<true: the code is loaded without blocking>", "clickmap": "<true: clicks are mapped>",
            "ecommerce": "<true: sales are collected>", "in_one_line": "<true: the code is one line>",
            "track_hash": "<true: changes behind # count>", "visor": "<true: sessions are recorded>",
            "xml_site": "<true: code for XML pages>", "ytm": "<true: for a tag manager>",
            "alternative_cdn": "<true: the code comes from another network>",
            "informer": [
                "color_arrow": "<0 or 1: colour of the arrow>", "color_end": "<RRGGBBAA at the end>",
                "color_start": "<RRGGBBAA at the beginning>", "color_text": "<0 black, 1 white>",
                "enabled": "<true: it is shown>", "indicator": "<pageviews, visits or uniques>", "size": "<1 to 3>",
                "type": "<simple or ext>",
            ],
        ],
        "counter_flags": [
            "collect_first_party_data": "<true: contacts are collected, hashed>",
            "measurement_enabled": "<true: the measurement protocol is on>",
            "use_in_benchmarks": "<true: it counts in benchmarks>",
            "direct_allow_use_goals_without_access": "<true: Direct may use its goals>",
        ],
        "favorite": "<1: it is a favourite>", "filter_robots": "<1 rules, 2 rules and behaviour>",
        "filters": [
            [
                "action": "<include or exclude>", "attr": "<title, client_ip, url, referer or uniq_id>",
                "status": "<active or disabled>",
                "type": "<equal, start, contain, interval, me, only_mirrors or regexp>", "end_ip": "<last address>",
                "id": "<id>", "start_ip": "<first address>", "value": "<value>",
                "with_subdomains": "<true: subdomains too>",
            ]
        ],
        "gdpr_agreement_accepted": "<1: the agreement is accepted>",
        "goals": [
            [
                "name": "<name>", "type": "<url, number, step, action and others>", "default_price": "<price>",
                "id": "<id>", "is_favorite": "<1: it is a favourite>",
            ]
        ],
        "grants": [
            [
                "perm": "<public_stat, view or edit>", "comment": "<comment>",
                "partner_data_access": "<true: partners' data too>", "user_login": "<login>", "user_uid": "<id>",
            ]
        ],
        "labels": [["name": "<name of a tag>"]],
        "measurement_tokens": "<tokens of the measurement protocol>",
        "mirrors2": [["site": "<domain of a mirror>"]], "name": "<name of the counter>",
        "offline_options": [
            "offline_calls_extended_threshold": "<1: calls count for 21 days>",
            "offline_conversion_extended_threshold": "<1: conversions count for 21 days>",
            "offline_visits_extended_threshold": "<1: visits count for 21 days>",
        ],
        "operations": [
            [
                "action": "<cut_fragment, cut_parameter, cut_all_parameters, merge_https_and_http and others>",
                "attr": "<url or referer>", "status": "<active or disabled>", "id": "<id>", "value": "<value>",
            ]
        ],
        "owner_login": "<login of the owner>", "permission": "<own, view or edit>",
        "publisher_options": [
            "enabled": "<true: reports on content>", "schema": "<microdata, json_ld or opengraph>",
            "schema_options": "<schemas found>",
        ],
        "site2": ["site": "<domain of the site>"], "source": "<where the counter comes from>",
        "time_zone_name": "<time zone, such as Europe/Moscow>",
        "visit_threshold": "<seconds without action that end a visit, 1800 to 21600>",
        "webvisor": [
            "arch_enabled": "<true: pages are kept>", "arch_type": "<none, load or html>",
            "load_player_type": "<proxy or on_your_behalf>", "urls": "<pages that are recorded>",
            "wv_forms": "<1: forms are recorded>", "wv_version": "<version>",
        ],
    ]

    static let filter: JSON = [
        "counter_ids": ["<ids of counters>"], "label_id": "<id of a tag>",
        "offset": "<number of the first one, from 1>",
        "per_page": "<how many on a page, 1000 when not given>", "permission": "<own, view or edit>",
        "search_string": "<text in name, site or mirrors>", "status": "<Active or Deleted>",
        "type": "<simple or partner>", "sort": "<Default, Visits, Hits, Uniques or Name>",
        "favorite": "<true: favourites only>",
        "field": "<what is told besides: goals, mirrors, grants, filters, operations>",
        "reverse": "<true: the other way round>", "robots": "<true: robots count>",
    ]
}
