/// Functions that MySQL has and this emulator has not: a call is refused by name, where an unknown
/// name is error 1305.
enum UnsupportedFunctions {
    static let all: [FunctionDefinition] = names.map { name in
        FunctionDefinition(name: name, arity: 0...FunctionDefinition.manyArguments) {
            _ throws(StatementFailure) in
            throw .unsupported("the function \(name.uppercased())")
        }
    }

    private static let names = [encryption, locks, replication, spatial, others]
        .joined(separator: " ").split(separator: " ").map(String.init)

    private static let encryption = """
        aes_decrypt aes_encrypt compress random_bytes statement_digest statement_digest_text \
        uncompress uncompressed_length validate_password_strength
        """

    private static let locks = """
        get_lock is_free_lock is_used_lock release_all_locks release_lock
        """

    private static let replication = """
        gtid_subset gtid_subtract master_pos_wait ps_current_thread_id ps_thread_id \
        source_pos_wait wait_for_executed_gtid_set wait_until_sql_thread_after_gtids
        """

    private static let spatial = """
        geomcollection geometrycollection linestring mbrcontains mbrcoveredby mbrcovers mbrdisjoint \
        mbrequals mbrintersects mbroverlaps mbrtouches mbrwithin multilinestring multipoint \
        multipolygon point polygon st_area st_asbinary st_asgeojson st_astext st_aswkb st_aswkt \
        st_buffer st_buffer_strategy st_centroid st_collect st_contains st_convexhull st_crosses \
        st_difference st_dimension st_disjoint st_distance st_distance_sphere st_endpoint \
        st_envelope st_equals st_exteriorring st_frechetdistance st_geohash st_geomcollfromtext \
        st_geomcollfromtxt st_geomcollfromwkb st_geometrycollectionfromtext \
        st_geometrycollectionfromwkb st_geometryfromtext st_geometryfromwkb st_geometryn \
        st_geometrytype st_geomfromgeojson st_geomfromtext st_geomfromwkb st_hausdorffdistance \
        st_interiorringn st_intersection st_intersects st_isclosed st_isempty st_issimple \
        st_isvalid st_latfromgeohash st_latitude st_length st_linefromtext st_linefromwkb \
        st_lineinterpolatepoint st_lineinterpolatepoints st_linestringfromtext \
        st_linestringfromwkb st_longfromgeohash st_longitude st_makeenvelope st_mlinefromtext \
        st_mlinefromwkb st_mpointfromtext st_mpointfromwkb st_mpolyfromtext st_mpolyfromwkb \
        st_multilinestringfromtext st_multilinestringfromwkb st_multipointfromtext \
        st_multipointfromwkb st_multipolygonfromtext st_multipolygonfromwkb st_numgeometries \
        st_numinteriorring st_numinteriorrings st_numpoints st_overlaps st_pointatdistance \
        st_pointfromgeohash st_pointfromtext st_pointfromwkb st_pointn st_polyfromtext \
        st_polyfromwkb st_polygonfromtext st_polygonfromwkb st_simplify st_srid st_startpoint \
        st_swapxy st_symdifference st_touches st_transform st_union st_validate st_within st_x \
        st_y
        """

    private static let others = """
        extractvalue format_bytes format_pico_time json_schema_valid \
        json_schema_validation_report json_storage_size updatexml uuid uuid_short weight_string
        """
}
