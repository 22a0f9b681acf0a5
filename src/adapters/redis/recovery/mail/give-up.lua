--[[
  The owed mail will not be sent, and costs nothing: it neither counts nor spaces the next one.

  ARGV[2]  code | link
  ARGV[3]  the job that does not send it
  ARGV[4]  ms after which the next one is worth a try; 0 when nobody knows

  Returns 'tell' | 'quiet'
]]
if not isJobOf(ARGV[2], ARGV[3]) or recovery.state ~= 'owed' then
  return 'quiet'
end
kill(stage() == 'ended' and 'ended' or 'unsent')
redis.call('HDEL', KEYS[1], 'owedAt')
if tonumber(ARGV[4]) > 0 then
  change('retryAt', now + ARGV[4])
end
redis.call('HINCRBY', KEYS[1], ARGV[2] .. 'sGivenUp', 1)
return whoTells()
