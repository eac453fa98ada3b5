CREATE FUNCTION offers_is_example(offer bigint) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN coalesce((SELECT is_example FROM offers_offer WHERE id = offer), false);
END $$;
