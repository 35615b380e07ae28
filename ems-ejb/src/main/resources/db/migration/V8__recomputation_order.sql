-- The oldest and the newest of the open recomputations, without sorting a hundred thousand of them.
ALTER TABLE recomputation
    DROP KEY recomputation_by_state,
    ADD KEY recomputation_by_age (state, id);
