--[[
  Writes the session and ends the turn, or changes nothing.

  ARGV[2]  ms for which the activity counts as answered, 0 when there is none
  ARGV[3]  eTag that must be the stored one, or *
  ARGV[4]  value, sealed
  ARGV[5]  its eTag
  ARGV[6]  retention of the session, ms

  Returns 'saved' | 'conflict'
]]
if not ownsLock() then
  return 'conflict'
end
if ARGV[3] ~= '*' and redis.call('HGET', SESSION, 'eTag') ~= ARGV[3] then
  return 'conflict'
end
redis.call('HSET', SESSION, 'value', ARGV[4], 'eTag', ARGV[5])
redis.call('PEXPIRE', SESSION, ARGV[6])
endTurn(ARGV[2])
return 'saved'
