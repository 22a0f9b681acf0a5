--[[
  The owed mail will not be sent, and costs nothing: it neither counts nor spaces the next one.

  ARGV[2]  code | link

  Returns 'tell' | 'quiet'
]]
if recovery.mail ~= ARGV[2] or recovery.state ~= 'owed' then
  return 'quiet'
end
kill(stage() == 'ended' and 'ended' or 'unsent')
redis.call('HDEL', KEYS[1], 'owedAt')
redis.call('HINCRBY', KEYS[1], ARGV[2] .. 'sGivenUp', 1)
return whoTells()
