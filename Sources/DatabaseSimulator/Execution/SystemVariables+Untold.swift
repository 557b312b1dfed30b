extension SystemVariables {
    /// The variables that MySQL has besides, whose values depend on the machine or mean nothing
    /// here.
    static let untold = Set(
        """
        activate_all_roles_on_login admin_address admin_port authentication_policy
        auto_generate_certs automatic_sp_privileges avoid_temporal_upgrade back_log basedir
        big_tables bind_address binlog_cache_size binlog_checksum
        binlog_direct_non_transactional_updates binlog_encryption binlog_error_action
        binlog_expire_logs_auto_purge binlog_expire_logs_seconds binlog_format
        binlog_group_commit_sync_delay binlog_gtid_simple_recovery binlog_max_flush_queue_time
        binlog_order_commits binlog_row_event_max_size binlog_row_image binlog_row_metadata
        binlog_row_value_options binlog_rows_query_log_events binlog_stmt_cache_size
        binlog_transaction_compression binlog_transaction_dependency_history_size
        binlog_transaction_dependency_tracking caching_sha2_password_auto_generate_rsa_keys
        caching_sha2_password_private_key_path caching_sha2_password_public_key_path
        character_sets_dir check_proxy_users connection_memory_chunk_size
        connection_memory_limit core_file create_admin_listener_thread datadir debug_sync
        default_authentication_plugin default_password_lifetime default_table_encryption
        delay_key_write delayed_insert_limit delayed_insert_timeout delayed_queue_size
        disabled_storage_engines disconnect_on_expired_password enforce_gtid_consistency
        event_scheduler expire_logs_days external_user flush flush_time ft_boolean_syntax
        ft_max_word_len ft_min_word_len ft_query_expansion_limit ft_stopword_file general_log
        general_log_file generated_random_password_length global_connection_memory_limit
        global_connection_memory_tracking gtid_executed gtid_executed_compression_period
        gtid_mode gtid_next gtid_owned gtid_purged have_compress have_dynamic_loading
        have_geometry have_openssl have_profiling have_query_cache have_rtree_keys have_ssl
        have_statement_timeout have_symlink histogram_generation_max_mem_size host_cache_size
        hostname immediate_server_version init_connect init_file init_replica init_slave
        innodb_adaptive_flushing innodb_adaptive_hash_index innodb_autoextend_increment
        innodb_autoinc_lock_mode innodb_buffer_pool_chunk_size
        innodb_buffer_pool_dump_at_shutdown innodb_buffer_pool_instances
        innodb_buffer_pool_load_at_startup innodb_buffer_pool_size innodb_change_buffering
        innodb_checksum_algorithm innodb_commit_concurrency innodb_data_file_path
        innodb_data_home_dir innodb_deadlock_detect innodb_dedicated_server
        innodb_default_row_format innodb_directories innodb_doublewrite innodb_fast_shutdown
        innodb_fill_factor innodb_flush_log_at_timeout innodb_flush_log_at_trx_commit
        innodb_flush_method innodb_flush_neighbors innodb_force_recovery
        innodb_ft_enable_stopword innodb_ft_max_token_size innodb_ft_min_token_size
        innodb_io_capacity innodb_io_capacity_max innodb_log_buffer_size innodb_log_file_size
        innodb_log_files_in_group innodb_log_group_home_dir innodb_lru_scan_depth
        innodb_max_dirty_pages_pct innodb_monitor_enable innodb_old_blocks_pct
        innodb_online_alter_log_max_size innodb_open_files innodb_page_cleaners innodb_page_size
        innodb_parallel_read_threads innodb_print_all_deadlocks innodb_purge_threads
        innodb_read_io_threads innodb_read_only innodb_redo_log_capacity
        innodb_rollback_on_timeout innodb_sort_buffer_size innodb_stats_auto_recalc
        innodb_stats_method innodb_stats_on_metadata innodb_stats_persistent
        innodb_stats_persistent_sample_pages innodb_status_output innodb_sync_array_size
        innodb_table_locks innodb_temp_data_file_path innodb_thread_concurrency innodb_tmpdir
        innodb_undo_directory innodb_undo_tablespaces innodb_use_native_aio
        innodb_write_io_threads internal_tmp_mem_storage_engine keep_files_on_create
        key_buffer_size key_cache_age_threshold key_cache_block_size key_cache_division_limit
        keyring_operations large_files_support large_page_size large_pages lc_messages
        lc_messages_dir local_infile locked_in_memory log_bin log_bin_basename log_bin_index
        log_bin_trust_function_creators log_error log_error_services log_error_suppression_list
        log_error_verbosity log_output log_queries_not_using_indexes log_raw log_replica_updates
        log_slave_updates log_slow_admin_statements log_slow_extra log_timestamps
        long_query_time mandatory_roles master_info_repository max_binlog_cache_size
        max_binlog_size max_binlog_stmt_cache_size max_connect_errors max_delayed_threads
        max_digest_length max_insert_delayed_threads max_points_in_geometry
        max_prepared_stmt_count max_relay_log_size max_seeks_for_key max_sp_recursion_depth
        max_user_connections max_write_lock_count min_examined_row_limit
        myisam_data_pointer_size myisam_max_sort_file_size myisam_mmap_size
        myisam_recover_options myisam_sort_buffer_size myisam_stats_method myisam_use_mmap
        mysql_native_password_proxy_users mysqlx_port net_buffer_length net_retry_count new
        ngram_token_size offline_mode old open_files_limit optimizer_prune_level
        optimizer_switch optimizer_trace optimizer_trace_features optimizer_trace_limit
        optimizer_trace_max_mem_size optimizer_trace_offset original_commit_timestamp
        original_server_version parser_max_mem_size partial_revokes password_history
        password_require_current password_reuse_interval performance_schema
        persist_only_admin_x509_subject persisted_globals_load pid_file plugin_dir port
        preload_buffer_size print_identified_with_as_hex profiling profiling_history_size
        protocol_compression_algorithms proxy_user pseudo_replica_mode pseudo_slave_mode
        pseudo_thread_id query_alloc_block_size query_prealloc_size rand_seed1 rand_seed2
        range_alloc_block_size range_optimizer_max_mem_size rbr_exec_mode read_buffer_size
        read_rnd_buffer_size regexp_stack_limit regexp_time_limit relay_log relay_log_basename
        relay_log_index relay_log_purge replica_parallel_workers report_host report_port
        require_row_format require_secure_transport resultset_metadata schema_definition_cache
        secondary_engine_cost_threshold secure_file_priv select_into_buffer_size
        select_into_disk_sync server_id server_id_bits server_uuid session_track_gtids
        session_track_schema session_track_state_change session_track_system_variables
        session_track_transaction_info sha256_password_proxy_users
        show_create_table_skip_secondary_engine show_create_table_verbosity
        show_gipk_in_create_table_and_information_schema show_old_temporals
        skip_external_locking skip_name_resolve skip_networking skip_replica_start
        skip_show_database slave_parallel_workers slow_launch_time slow_query_log
        slow_query_log_file socket source_verify_checksum sql_log_off sql_replica_skip_counter
        ssl_ca ssl_cert ssl_cipher ssl_fips_mode ssl_key statement_id stored_program_cache
        stored_program_definition_cache sync_binlog system_time_zone table_definition_cache
        table_encryption_privilege_check table_open_cache table_open_cache_instances
        tablespace_definition_cache temptable_max_mmap temptable_max_ram temptable_use_mmap
        terminology_use_previous thread_cache_size thread_handling thread_stack tls_ciphersuites
        tls_version tmpdir transaction_alloc_block_size transaction_allow_batching
        transaction_prealloc_size transaction_write_set_extraction updatable_views_with_limit
        use_secondary_engine version_compile_machine version_compile_zlib version_tokens_session
        xa_detach_on_prepare
        """.split(whereSeparator: \.isWhitespace).map(String.init))
}
