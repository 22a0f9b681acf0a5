--[[
  Gives up the owed mail. It neither counts nor delays the next one.

  ARGV[2]  code | link
  ARGV[3]  the job that does not send it
  ARGV[4]  ms after which the next mail may be accepted; 0 when unknown

  Returns 'notify' | 'quiet'
]]
if not isJobOf(ARGV[2], ARGV[3]) or recovery.state ~= 'owed' then
  return 'quiet'
end
endSecret(stage() == 'ended' and 'ended' or 'unsent')
redis.call('HDEL', KEYS[1], 'owedAt')
if tonumber(ARGV[4]) > 0 then
  change('retryAt', now + ARGV[4])
end
redis.call('HINCRBY', KEYS[1], ARGV[2] .. 'sGivenUp', 1)
return notifyReply()
